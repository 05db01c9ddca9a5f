/* As much of WASI preview 1 as a program that opens no files can use, for wasm2c's code.

   Arguments, environment, proc_exit, fd_read of standard input, fd_write to standard output and error, the two
   clocks and random_get work; all else is answered with an error. The functions have the names that wasm2c of wabt
   1.0.42 gives to imports; their first parameter is an instance of the imported module, which is not looked at. */

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#include "wasm-rt.h"

/* wasi_snapshot_preview1.witx: $errno */
enum { SUCCESS = 0, E_BADF = 8, E_FAULT = 21, E_INVAL = 28, E_IO = 29, E_NOSYS = 52 };

#define WASI(name) w2c_wasi__snapshot__preview1_##name

wasm_rt_memory_t* guest_memory(void);

/* Where an address of the guest lies in our memory, or null where so many bytes do not. */
static uint8_t* at(uint32_t address, uint64_t size) {
  wasm_rt_memory_t* memory = guest_memory();
  if (!memory || address + size > memory->size) return NULL;
  return memory->data + address;
}

static int store(uint32_t address, uint64_t value, size_t size) {
  uint8_t* place = at(address, size);
  if (!place) return E_FAULT;
  memcpy(place, &value, size);
  return SUCCESS;
}

void WASI(proc_exit)(void* host, uint32_t code) {
  (void)host;
  exit((int)code);
}

uint32_t WASI(fd_write)(void* host, uint32_t fd, uint32_t vectors, uint32_t count, uint32_t written_at) {
  (void)host;
  if (fd != 1 && fd != 2) return E_BADF;
  uint8_t* list = at(vectors, 8ull * count);
  if (!list) return E_FAULT;
  uint32_t total = 0;
  for (uint32_t index = 0; index < count; index++) {
    uint32_t address, size;
    memcpy(&address, list + 8 * index, 4);
    memcpy(&size, list + 8 * index + 4, 4);
    uint8_t* data = at(address, size);
    if (!data) return E_FAULT;
    while (size) {
      ssize_t done = write((int)fd, data, size);
      if (done < 0) {
        if (errno == EINTR) continue;
        return E_IO;
      }
      data += done;
      size -= (uint32_t)done;
      total += (uint32_t)done;
    }
  }
  return (uint32_t)store(written_at, total, 4);
}

uint32_t WASI(clock_time_get)(void* host, uint32_t clock, uint64_t precision, uint32_t time_at) {
  (void)host;
  (void)precision;
  if (clock > 1) return E_INVAL;
  struct timespec now;
  clock_gettime(clock == 0 ? CLOCK_REALTIME : CLOCK_MONOTONIC, &now);
  return (uint32_t)store(time_at, (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec, 8);
}

uint32_t WASI(random_get)(void* host, uint32_t address, uint32_t size) {
  (void)host;
  uint8_t* data = at(address, size);
  if (!data) return E_FAULT;
  while (size) {
    ssize_t done = getrandom(data, size, 0);
    if (done < 0) return E_IO;
    data += done;
    size -= (uint32_t)done;
  }
  return SUCCESS;
}

uint32_t WASI(fd_read)(void* host, uint32_t fd, uint32_t vectors, uint32_t count, uint32_t read_at) {
  (void)host;
  if (fd != 0) return E_BADF;
  uint8_t* list = at(vectors, 8ull * count);
  if (!list) return E_FAULT;
  uint32_t total = 0;
  for (uint32_t index = 0; index < count; index++) {
    uint32_t address, size;
    memcpy(&address, list + 8 * index, 4);
    memcpy(&size, list + 8 * index + 4, 4);
    uint8_t* data = at(address, size);
    if (!data) return E_FAULT;
    while (size) {
      ssize_t done = read(0, data, size);
      if (done < 0 && errno == EINTR) continue;
      if (done < 0) return E_IO;
      if (done == 0) return (uint32_t)store(read_at, total, 4);
      data += done;
      size -= (uint32_t)done;
      total += (uint32_t)done;
    }
  }
  return (uint32_t)store(read_at, total, 4);
}

/* Arguments and environment, as they came on the command line. */
typedef struct {
  char** words;
  uint32_t count;
} Words;
static Words arguments, environment;

void give(int count, char** words) {
  static const char variable[] = "--env=";
  int index = 1;
  environment.words = words + index;
  for (; index < count && strncmp(words[index], variable, strlen(variable)) == 0; index++) {
    words[index] += strlen(variable);
    environment.count++;
  }
  static char* none[] = {"module.wasm"};
  arguments = (Words){none, 1};
  if (index < count) {
    /* In the place of the "--". */
    words[index] = none[0];
    arguments = (Words){words + index, (uint32_t)(count - index)};
  }
}

static uint32_t sizes(const Words* given, uint32_t count_at, uint32_t bytes_at) {
  uint64_t bytes = 0;
  for (uint32_t index = 0; index < given->count; index++) bytes += strlen(given->words[index]) + 1;
  return (uint32_t)(store(count_at, given->count, 4) | store(bytes_at, bytes, 4));
}
static uint32_t put(const Words* given, uint32_t pointers, uint32_t address) {
  for (uint32_t index = 0; index < given->count; index++) {
    size_t size = strlen(given->words[index]) + 1;
    uint8_t* place = at(address, size);
    if (!place || store(pointers + 4 * index, address, 4)) return E_FAULT;
    memcpy(place, given->words[index], size);
    address += (uint32_t)size;
  }
  return SUCCESS;
}
uint32_t WASI(args_sizes_get)(void* host, uint32_t count_at, uint32_t bytes_at) {
  (void)host;
  return sizes(&arguments, count_at, bytes_at);
}
uint32_t WASI(environ_sizes_get)(void* host, uint32_t count_at, uint32_t bytes_at) {
  (void)host;
  return sizes(&environment, count_at, bytes_at);
}
uint32_t WASI(args_get)(void* host, uint32_t pointers, uint32_t address) {
  (void)host;
  return put(&arguments, pointers, address);
}
uint32_t WASI(environ_get)(void* host, uint32_t pointers, uint32_t address) {
  (void)host;
  return put(&environment, pointers, address);
}
uint32_t WASI(sched_yield)(void) { return SUCCESS; }

/* There are no open folders: who looks for them is to stop at the first. */
#define REFUSES(name, error) \
  uint32_t WASI(name)(void) { return error; }

REFUSES(fd_prestat_get, E_BADF)
REFUSES(fd_prestat_dir_name, E_BADF)
REFUSES(fd_advise, E_BADF)
REFUSES(fd_allocate, E_BADF)
REFUSES(fd_close, E_BADF)
REFUSES(fd_datasync, E_BADF)
REFUSES(fd_fdstat_get, E_BADF)
REFUSES(fd_fdstat_set_flags, E_BADF)
REFUSES(fd_fdstat_set_rights, E_BADF)
REFUSES(fd_filestat_get, E_BADF)
REFUSES(fd_filestat_set_size, E_BADF)
REFUSES(fd_filestat_set_times, E_BADF)
REFUSES(fd_pread, E_BADF)
REFUSES(fd_pwrite, E_BADF)
REFUSES(fd_readdir, E_BADF)
REFUSES(fd_renumber, E_BADF)
REFUSES(fd_seek, E_BADF)
REFUSES(fd_sync, E_BADF)
REFUSES(fd_tell, E_BADF)
REFUSES(path_create_directory, E_BADF)
REFUSES(path_filestat_get, E_BADF)
REFUSES(path_filestat_set_times, E_BADF)
REFUSES(path_link, E_BADF)
REFUSES(path_open, E_BADF)
REFUSES(path_readlink, E_BADF)
REFUSES(path_remove_directory, E_BADF)
REFUSES(path_rename, E_BADF)
REFUSES(path_symlink, E_BADF)
REFUSES(path_unlink_file, E_BADF)
REFUSES(clock_res_get, E_NOSYS)
REFUSES(poll_oneoff, E_NOSYS)
REFUSES(proc_raise, E_NOSYS)
REFUSES(sock_accept, E_NOSYS)
REFUSES(sock_recv, E_NOSYS)
REFUSES(sock_send, E_NOSYS)
REFUSES(sock_shutdown, E_NOSYS)

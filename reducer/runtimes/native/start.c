/* Runs a module that wasm2c (wabt 1.0.42) has turned into C as the instance `guest`: _start, and nothing else.

     guest [--env=NAME=VALUE...] -- [ARGUMENT...]

   A trap is told on standard error in the words "wasm trap: ...", and ends the process with SIGABRT's usual
   code. Which imports there are is wasi.c's affair, and what the process may ask of the system is fence.c's. */

#include <stdio.h>
#include <stdlib.h>

#include "guest.h"
#include "wasm-rt-exceptions.h"
#include "wasm-rt-impl.h"

/* wasi.c: what of these words the guest is given. */
void give(int count, char** words);

/* fence.c: take from this process all that a guest has no need of, for good. 0, or -1 where the system cannot. */
int put_up_fence(void);

/* As a shell tells of SIGABRT: no guest's own exit code by custom. */
enum { TRAPPED = 134, REFUSED = 126 };

/* Weak: a module need not export either, and then they are null. */
__attribute__((weak)) void w2c_guest_0x5Fstart(w2c_guest*);
__attribute__((weak)) wasm_rt_memory_t* w2c_guest_memory(w2c_guest*);

static w2c_guest guest;

/* The guest's memory, or null where it exports none. */
wasm_rt_memory_t* guest_memory(void) {
  return w2c_guest_memory ? w2c_guest_memory(&guest) : NULL;
}

int main(int count, char** words) {
  give(count, words);
  /* Where there is none, the worker's limits hold, and the names in the guest's code are ours. */
  (void)put_up_fence();
  if (!w2c_guest_0x5Fstart) {
    fputs("refused: the module exports no _start function\n", stderr);
    return REFUSED;
  }
  wasm_rt_init();
  wasm_rt_trap_t trap = wasm_rt_impl_try();
  if (trap != WASM_RT_TRAP_NONE) {
    fprintf(stderr, "wasm trap: %s\n", wasm_rt_strerror(trap));
    return TRAPPED;
  }
  /* It takes one instance for every module that is imported from: wasi.c looks at none of them. */
  ((void (*)(w2c_guest*, void*))wasm2c_guest_instantiate)(&guest, NULL);
  w2c_guest_0x5Fstart(&guest);
  return 0;
}

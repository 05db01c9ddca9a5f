/* What a guest that has become native code may ask of the system: to read from standard input, to write to its three
   open streams, memory that is no code, the time, random bytes, and to end. No file, no network, no process, no thread: those calls answer EPERM.

   The second fence: the guest's code comes from wasm2c, and calls nothing but wasi.c. It holds where the first has a
   hole. On Linux, x86-64 and AArch64; elsewhere, and where the kernel is built without seccomp, there is none. */

#ifdef __linux__
#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#endif

#if defined(__linux__) && defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__linux__) && defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

#ifdef ARCHITECTURE

#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define ANSWER(answer) BPF_STMT(BPF_RET | BPF_K, (answer))
#define REFUSE ANSWER(SECCOMP_RET_ERRNO | EPERM)
#define ALLOW ANSWER(SECCOMP_RET_ALLOW)
/* If what was loaded is the value, the next statement; if not, the one behind it. */
#define IF_EQUAL(value) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (value), 0, 1)
#define IF_BIT(value) BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, (value), 0, 1)
#define IF_ABOVE(value) BPF_JUMP(BPF_JMP | BPF_JGT | BPF_K, (value), 0, 1)
#define MAY(name) IF_EQUAL(SYS_##name), ALLOW

int put_up_fence(void) {
  /* Of a number of 64 bits, LOAD takes the lower half, which comes first on both architectures. */
  struct sock_filter filter[] = {
      LOAD(arch),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 1, 0),
      ANSWER(SECCOMP_RET_KILL_PROCESS),
      LOAD(nr),
      MAY(exit), MAY(exit_group), MAY(rt_sigreturn), MAY(rt_sigprocmask), MAY(rt_sigaction), MAY(sigaltstack),
      MAY(brk), MAY(munmap), MAY(madvise),
      MAY(clock_gettime), MAY(getrandom),
      /* Memory: not as code, and not of a file. No file can be opened; mremap cannot make code of what is none. */
      MAY(mremap),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_mmap, 1, 0),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_mprotect, 0, 4),
      LOAD(args[2]), IF_BIT(PROT_EXEC), REFUSE, ALLOW,
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_read, 0, 4),
      LOAD(args[0]), IF_ABOVE(0), REFUSE, ALLOW,
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_write, 1, 0),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_writev, 0, 4),
      LOAD(args[0]), IF_ABOVE(2), REFUSE, ALLOW,
      REFUSE,
  };
  struct sock_fprog program = {sizeof filter / sizeof *filter, filter};
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return -1;
  return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0);
}

#else

int put_up_fence(void) { return -1; }

#endif

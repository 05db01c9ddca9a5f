/* WASI's C library has no setjmp. Without one, an error that nobody may catch ends the program in a trap. */
#ifndef SETJMP_H
#define SETJMP_H

typedef int jmp_buf[1];

#define setjmp(environment) 0
#define longjmp(environment, value) __builtin_trap()

#endif

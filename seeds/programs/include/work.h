/* The work of a program: its first argument, or all of its standard input, with a zero byte behind it. */
#ifndef WORK_H
#define WORK_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *read_work(int argc, char **argv, size_t *length)
{
    size_t room = 1 << 16;
    char *text;

    *length = 0;
    if (argc > 1) {
        *length = strlen(argv[1]);
        return argv[1];
    }
    text = malloc(room);
    while (text != NULL) {
        size_t got = fread(text + *length, 1, room - *length - 1, stdin);

        if (got == 0) {
            text[*length] = 0;
            return text;
        }
        *length += got;
        if (room - *length < 2)
            text = realloc(text, room *= 2);
    }
    fputs("out of memory\n", stderr);
    exit(1);
}

#endif

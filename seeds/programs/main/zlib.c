/* zlib as a WASI command: compresses its work at levels 1, 6 and 9, takes it out again, and prints the sizes.
   `ROUNDS` in the first line of the work says how often: "40\n" and then the text. */
#include "work.h"
#include "zlib.h"

int main(int argc, char **argv)
{
    static const int LEVELS[] = {1, 6, 9};
    size_t length;
    char *work = read_work(argc, argv, &length);
    char *text;
    long rounds = strtol(work, &text, 10);
    uLong size = length - (text - work);
    Bytef *packed = malloc(compressBound(size));
    Bytef *again = malloc(size + 1);

    for (int i = 0; i < 3; i++) {
        uLongf packed_size = 0, again_size = 0;

        for (long round = 0; round < rounds; round++) {
            packed_size = compressBound(size);
            again_size = size + 1;
            if (compress2(packed, &packed_size, (Bytef *)text, size, LEVELS[i]) != Z_OK
                || uncompress(again, &again_size, packed, packed_size) != Z_OK
                || again_size != size || memcmp(again, text, size) != 0) {
                fputs("not the same again\n", stderr);
                return 1;
            }
        }
        printf("level %d: %lu -> %lu, crc %08lx\n", LEVELS[i], size, packed_size, crc32(0, packed, packed_size));
    }
    return 0;
}

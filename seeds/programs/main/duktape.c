/* Duktape as a WASI command: evaluates a script, which can print() and nothing else of the world. An exception is
   a trap. */
#include "duktape.h"
#include "work.h"

static duk_ret_t print(duk_context *context)
{
    duk_push_string(context, " ");
    duk_insert(context, 0);
    duk_join(context, duk_get_top(context) - 1);
    puts(duk_safe_to_string(context, -1));
    return 0;
}

int main(int argc, char **argv)
{
    size_t length;
    char *script = read_work(argc, argv, &length);
    duk_context *context = duk_create_heap_default();

    duk_push_c_function(context, print, DUK_VARARGS);
    duk_put_global_string(context, "print");
    duk_eval_lstring_noresult(context, script, length);
    return 0;
}

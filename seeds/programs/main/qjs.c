/* QuickJS as a WASI command: evaluates a script, which can print() and nothing else of the world. */
#include "quickjs.h"
#include "work.h"

static JSValue print(JSContext *context, JSValueConst self, int count, JSValueConst *values)
{
    for (int i = 0; i < count; i++) {
        const char *text = JS_ToCString(context, values[i]);

        if (text == NULL)
            return JS_EXCEPTION;
        printf(i == 0 ? "%s" : " %s", text);
        JS_FreeCString(context, text);
    }
    putchar('\n');
    return JS_UNDEFINED;
}

int main(int argc, char **argv)
{
    size_t length;
    char *script = read_work(argc, argv, &length);
    JSRuntime *runtime = JS_NewRuntime();
    JSContext *context = JS_NewContext(runtime);
    JSValue global = JS_GetGlobalObject(context);
    JSValue result;

    JS_SetPropertyStr(context, global, "print", JS_NewCFunction(context, print, "print", 1));
    result = JS_Eval(context, script, length, "script", JS_EVAL_TYPE_GLOBAL);
    if (JS_IsException(result)) {
        const char *text = JS_ToCString(context, JS_GetException(context));

        fprintf(stderr, "%s\n", text != NULL ? text : "exception");
        return 1;
    }
    return 0;
}

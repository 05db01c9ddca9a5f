/* Lua as a WASI command: runs a script with the libraries that need nothing of the system. An error is a trap. */
#include "lauxlib.h"
#include "lua.h"
#include "lualib.h"
#include "work.h"

static const luaL_Reg LIBRARIES[] = {
    {LUA_GNAME, luaopen_base},          {LUA_TABLIBNAME, luaopen_table}, {LUA_STRLIBNAME, luaopen_string},
    {LUA_MATHLIBNAME, luaopen_math},    {LUA_UTF8LIBNAME, luaopen_utf8},
};

int main(int argc, char **argv)
{
    size_t length;
    char *script = read_work(argc, argv, &length);
    lua_State *state = luaL_newstate();

    for (size_t i = 0; i < sizeof LIBRARIES / sizeof *LIBRARIES; i++) {
        luaL_requiref(state, LIBRARIES[i].name, LIBRARIES[i].func, 1);
        lua_pop(state, 1);
    }
    if (luaL_loadbuffer(state, script, length, "script") != LUA_OK || lua_pcall(state, 0, 0, 0) != LUA_OK) {
        fprintf(stderr, "%s\n", lua_tostring(state, -1));
        return 1;
    }
    return 0;
}

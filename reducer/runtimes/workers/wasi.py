"""The functions of WASI preview 1 by their exact names and types: all that a guest may import.

Anything else is refused before an engine or a compiler sees the module. From the witx files of
https://github.com/WebAssembly/WASI (legacy/preview1 and legacy/preview0). Standard library only, since it
runs inside a worker.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING or __package__:
    from reducer.runtimes.workers import outline
else:
    import outline

# What each takes: i is an i32, I an i64. All give an i32, but for the one that does not come back.
NONE_BACK = "proc_exit"
BY_PARAMETERS = {
    "ii": (
        "args_get args_sizes_get clock_res_get environ_get environ_sizes_get fd_fdstat_get "
        "fd_fdstat_set_flags fd_filestat_get fd_prestat_get fd_renumber fd_tell random_get sock_shutdown"
    ),
    "iIi": "clock_time_get",
    "iIIi": "fd_advise fd_filestat_set_times",
    "iII": "fd_allocate fd_fdstat_set_rights",
    "i": "fd_close fd_datasync fd_sync proc_exit proc_raise",
    "iI": "fd_filestat_set_size",
    "iiiIi": "fd_pread fd_pwrite fd_readdir",
    "iii": "fd_prestat_dir_name path_create_directory path_remove_directory path_unlink_file",
    "iiii": "fd_read fd_write poll_oneoff",
    "iIii": "fd_seek",
    "iiiii": "path_filestat_get path_symlink sock_send",
    "iiiiIIi": "path_filestat_set_times",
    "iiiiiii": "path_link",
    "iiiiiIIii": "path_open",
    "iiiiii": "path_readlink path_rename sock_recv",
    "": "sched_yield",
}
UNSTABLE = {name: letters for letters, names in BY_PARAMETERS.items() for name in names.split()}
FUNCTIONS: dict[str, dict[str, str]] = {
    "wasi_snapshot_preview1": {**UNSTABLE, "sock_accept": "iii"},
    "wasi_unstable": UNSTABLE,
}
VALUE_TYPES = {"i": 0x7F, "I": 0x7E}
# A line is to be read: so many imports are named in it, and so much is shown of a name.
MAX_NAMED = 12
MAX_NAME_LENGTH = 60


def signature_of(module: str, name: str) -> outline.Signature | None:
    """What a function of WASI takes and gives; None where WASI has none of that name in that module."""
    letters = FUNCTIONS.get(module, {}).get(name)
    if letters is None:
        return None
    results = b"" if name == NONE_BACK else bytes([VALUE_TYPES["i"]])
    return outline.Signature(bytes(VALUE_TYPES[letter] for letter in letters), results)


def check_imports(binary: bytes) -> str | None:
    """Why a binary is refused for what it imports, in one line; None where all is WASI's.

    Raises NotAModule where its imports cannot be read.
    """
    found = {
        identity: content for identity, content in outline.sections(binary) if identity != outline.CUSTOM
    }
    imports = list(outline.imports(found.get(outline.IMPORTS, b"\0")))
    return _problem(imports, found.get(outline.TYPES, b"\0"))


def is_command(binary: bytes) -> bool:
    """Whether every runtime takes a binary as it is: a `_start` of its own that takes and gives nothing, a
    `memory`, no imports but WASI's."""
    try:
        found = {
            identity: content for identity, content in outline.sections(binary) if identity != outline.CUSTOM
        }
        types = found.get(outline.TYPES, b"\0")
        imports = list(outline.imports(found.get(outline.IMPORTS, b"\0")))
        exports = list(outline.exports(found.get(outline.EXPORTS, b"\0")))
        target = next((e.target for e in exports if (e.name, e.kind) == (b"_start", outline.FUNCTION)), None)
        if target is None or (b"memory", outline.MEMORY) not in {(e.name, e.kind) for e in exports}:
            return False
        target -= sum(entry.kind == outline.FUNCTION for entry in imports)
        if target < 0 or _problem(imports, types) is not None:
            return False
        functions = found.get(outline.FUNCTIONS, b"\0")
        _, position = outline.number_at(functions, 0)
        number = 0
        for _ in range(target + 1):
            number, position = outline.number_at(functions, position)
        return list(outline.signatures(types))[number : number + 1] == [outline.Signature(b"", b"")]
    except outline.NotAModule:
        return False


def _problem(imports: list[outline.Import], types: bytes) -> str | None:
    unknown: list[tuple[str, str]] = []
    other_type: list[tuple[str, str]] = []
    signatures = list(outline.signatures(types)) if imports else []
    for entry in imports:
        names = (entry.module.decode(errors="replace"), entry.name.decode(errors="replace"))
        wanted = signature_of(*names)
        if entry.kind != outline.FUNCTION or wanted is None:
            unknown.append(names)
            continue
        number = outline.number_at(entry.type, 0)[0]
        if number >= len(signatures) or signatures[number] != wanted:
            other_type.append(names)
    if unknown:
        return (
            f"imports {_listed(unknown)}, which are no functions of WASI preview 1: "
            "define what is imported in the module, or take it out"
        )
    if other_type:
        return (
            f"imports {_listed(other_type)} by another type than WASI preview 1 has for it: "
            "import it by that type"
        )
    return None


def _listed(imports: list[tuple[str, str]]) -> str:
    names = list(dict.fromkeys(f"`{shown(module)}.{shown(name)}`" for module, name in imports))
    more = f" and {len(names) - MAX_NAMED} more" if len(names) > MAX_NAMED else ""
    return ", ".join(names[:MAX_NAMED]) + more


def shown(name: str) -> str:
    """The name with all that does not print, and a backquote, written as an escape; cut where it is long."""
    cut = name[:MAX_NAME_LENGTH] + ("..." if len(name) > MAX_NAME_LENGTH else "")
    return "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape").decode() for letter in cut
    ).replace("`", "\\x60")

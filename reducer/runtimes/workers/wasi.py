"""The functions of WASI preview 1 by their exact names: all that a guest may import.

A name of any other kind is refused before an engine or a compiler sees the module. From the witx files of
https://github.com/WebAssembly/WASI (legacy/preview1 and legacy/preview0). Standard library only, since it runs
inside a worker.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING or __package__:
    from reducer.runtimes.workers import outline
else:
    import outline

UNSTABLE = frozenset(
    """
    args_get args_sizes_get clock_res_get clock_time_get environ_get environ_sizes_get fd_advise fd_allocate
    fd_close fd_datasync fd_fdstat_get fd_fdstat_set_flags fd_fdstat_set_rights fd_filestat_get
    fd_filestat_set_size fd_filestat_set_times fd_pread fd_prestat_dir_name fd_prestat_get fd_pwrite fd_read
    fd_readdir fd_renumber fd_seek fd_sync fd_tell fd_write path_create_directory path_filestat_get
    path_filestat_set_times path_link path_open path_readlink path_remove_directory path_rename path_symlink
    path_unlink_file poll_oneoff proc_exit proc_raise random_get sched_yield sock_recv sock_send sock_shutdown
    """.split()
)
FUNCTIONS = {"wasi_snapshot_preview1": UNSTABLE | {"sock_accept"}, "wasi_unstable": UNSTABLE}
# A line is to be read: so many imports are named in it, and so much is shown of a name.
MAX_NAMED = 12
MAX_NAME_LENGTH = 60


def is_known(module: str, name: str) -> bool:
    """Whether WASI has a function of that name in that module."""
    return name in FUNCTIONS.get(module, ())


def refusal(unknown: Iterable[tuple[str, str]]) -> str:
    """One line on all imports, module and name, that are no function of WASI; what to do stands at its end."""
    names = list(dict.fromkeys(f"`{_shown(module)}.{_shown(name)}`" for module, name in unknown))
    more = f" and {len(names) - MAX_NAMED} more" if len(names) > MAX_NAMED else ""
    return (
        f"imports {', '.join(names[:MAX_NAMED])}{more}, which are no functions of WASI preview 1: "
        "define what is imported in the module, or take it out"
    )


def check_imports(binary: bytes) -> str | None:
    """Why a binary is refused for what it imports, in one line; None where all is WASI's.

    Raises NotAModule where its imports cannot be read.
    """
    unknown = []
    for identity, content in outline.sections(binary):
        if identity != outline.IMPORTS:
            continue
        for entry in outline.imports(content):
            names = (entry.module.decode(errors="replace"), entry.name.decode(errors="replace"))
            if entry.kind != outline.FUNCTION or not is_known(*names):
                unknown.append(names)
    return refusal(unknown) if unknown else None


def _shown(name: str) -> str:
    """The name with all that does not print, and a backquote, written as an escape; cut where it is long."""
    cut = name[:MAX_NAME_LENGTH] + ("..." if len(name) > MAX_NAME_LENGTH else "")
    return "".join(
        letter if letter.isprintable() and letter != "`" else letter.encode("unicode_escape").decode()
        for letter in cut
    )

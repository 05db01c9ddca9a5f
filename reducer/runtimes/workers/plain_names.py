"""A module without a name that anybody has chosen, for what turns modules into source text (wasm2c).

Its imports are functions of WASI by their exact names, its exports are `_start` and `memory`, and it has no
custom section, so no names of functions and no comments. All else stays, and does the same. Standard library
only, since it runs inside a worker.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING or __package__:
    from reducer.runtimes.workers import outline, wasi
    from reducer.runtimes.workers.outline import NotAModule, leb128
else:
    import outline
    import wasi
    from outline import NotAModule, leb128

# What a runtime of commands asks for, each in its kind.
KEPT = {b"_start": outline.FUNCTION, b"memory": outline.MEMORY}


def with_plain_names(binary: bytes) -> bytes:
    """The module with plain names alone. Raises NotAModule where it is none, or imports anything but WASI.

    Sections with names are written anew, and every length with them: a reader of other habits finds the same.
    """
    problem = wasi.check_imports(binary)
    if problem is not None:
        raise NotAModule(problem)
    parts = [outline.HEADER]
    for identity, content in outline.sections(binary):
        if identity == outline.CUSTOM:
            continue
        if identity not in outline.ORDER:
            raise NotAModule(f"a section of kind {identity} is not known")
        if identity == outline.IMPORTS:
            content = _imports(content)
        elif identity == outline.EXPORTS:
            content = _exports(content)
        parts.append(outline.section(identity, content))
    return b"".join(parts)


def _imports(content: bytes) -> bytes:
    written = [
        _name(entry.module) + _name(entry.name) + bytes([entry.kind]) + entry.type
        for entry in outline.imports(content)
    ]
    return leb128(len(written)) + b"".join(written)


def _exports(content: bytes) -> bytes:
    written = [
        _name(export.name) + bytes([export.kind]) + leb128(export.target)
        for export in outline.exports(content)
        if KEPT.get(export.name) == export.kind
    ]
    return leb128(len(written)) + b"".join(written)


def _name(name: bytes) -> bytes:
    return leb128(len(name)) + name

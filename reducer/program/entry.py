"""Which function of a module is called: loading writes it into a `_start`, so that everything else knows
commands only.

Works on named modules.  The arguments become constants of that `_start`, which may set trip counts like any
other.  Sources: the WASI application ABI (commands, reactors and `_initialize`), and the `--invoke` of the
engines' own command lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reducer.edits.declared import with_declarations
from reducer.edits.fields import without_inline_export
from reducer.errors import WreduceError
from reducer.program.arguments import ArgumentError, constant
from reducer.runtimes import Given
from reducer.runtimes.workers.wasi import shown
from reducer.wat.constants import MAX_DEPTH, constant_of, constants_of, text_of
from reducer.wat.field import Field
from reducer.wat.module import Module
from reducer.wat.naming import Namer
from reducer.wat.numbers import string_bytes
from reducer.wat.tree import FunctionType

START, INITIALIZE, MEMORY = b"_start", b"_initialize", b"memory"
USUAL = (b"main", b"run", b"_main", b"entry", b"to_test")
"""The names that compilers, benchmarks and fuzzers give the function that does the work."""
LINKER = b"__wasm_"
"""The beginning of the names of functions that a linker writes for a loader (`__wasm_call_ctors`): nobody
wants to time one of these."""
MAX_LISTED = 16
"""How many functions, types or arguments a message names at most, so that it can be read."""


class EntryError(WreduceError):
    """A function that cannot be called as it was asked for; the message is one line that says what to do."""


@dataclass(frozen=True)
class _Function:
    """An exported function: its exported name, its name in the module, its type; `own` means not imported."""

    export: bytes
    name: str
    type: FunctionType
    own: bool

    @property
    def shown(self) -> str:
        """Its exported name, for a message."""
        return f"`{_shown(self.export)}`"

    @property
    def typed(self) -> str:
        """Its exported name and its type."""
        results = self.type.results
        given = (
            "" if not results else f" -> {_cut(results)}" if len(results) == 1 else f" -> ({_cut(results)})"
        )
        return f"{self.shown} ({_cut(self.type.params)}){given}"

    @property
    def is_plain(self) -> bool:
        """Whether an engine calls it as it is."""
        return self.own and not self.type.params and not self.type.results


def with_start(module: Module, given: Given) -> tuple[Module, tuple[str, ...], str]:
    """The module with a `_start` without parameters and results, and with a memory exported as `memory`;
    lines that tell the user what was changed; and in words, what is called.

    Raises EntryError where there is no such function, where it takes other arguments, or where it is unclear
    which function is meant.
    """
    functions = _functions(module)
    try:
        chosen = _chosen(module, functions, given)
    except EntryError:
        if not given.any_entry:
            raise
        chosen = _first(module, functions)
        if chosen is None:
            said = "calls nothing: no exported function can be called, and there is no start section"
            return _written(module, (), None), (said,), "nothing"
    if chosen is None:
        return _of_start_section(module, functions)
    words, missing = _arguments(module, chosen, given.arguments)
    with_arguments = f" with {_cut(given.arguments, ' ')}" if given.arguments else ""
    entry = f"{chosen.typed}{with_arguments}"
    if chosen.export == START and chosen.is_plain:
        return with_memory(module), (), chosen.shown
    first = _initializer(functions, chosen)
    called = [f"call {first.name}"] if first is not None else []
    called += [*words, f"call {chosen.name}", *["drop"] * len(chosen.type.results)]
    before = f", after {first.shown}" if first is not None else ""
    return _written(module, called, first), (f"calls {entry}{before}", *missing), entry


def called_between(module: Module, before: str, after: str) -> Module:
    """The module whose `_start` calls the function named `before`, does what it did, and calls `after`.

    It has a `_start` without parameters and results, as every module has once it is loaded.
    """
    start = next(function for function in _functions(module) if function.export == START)
    return _written(module, (f"call {before}", f"call {start.name}", f"call {after}"), None)


# ---- which


def _chosen(module: Module, functions: Sequence[_Function], given: Given) -> _Function | None:
    """The exported function to call; None for the start section.  Raises EntryError."""
    if given.invoke is not None:
        return _invoked(module, functions, given.invoke)
    by_export = {function.export: function for function in functions}
    if START in by_export:
        return by_export[START]
    if any(entry.keyword == "start" for entry in module.fields):
        return None
    asked = [function for function in functions if function.own and not function.export.startswith(LINKER)]
    plain = [function for function in asked if not function.type.params and function.export != INITIALIZE]
    if len({function.name for function in plain}) == 1:
        return plain[0]
    for export in USUAL:
        if export in by_export:
            return by_export[export]
    if len(asked) == 1 and asked[0].export == INITIALIZE:
        return asked[0]
    if not functions:
        raise EntryError(
            "no function is exported, and there is no start section: export the function that does the work"
        )
    raise EntryError(
        f"no `_start`, and {_listed(functions)}: choose what is called by --invoke NAME -- ARG..."
    )


def _first(module: Module, functions: Sequence[_Function]) -> _Function | None:
    """The first function that can be called: preferably one without parameters, and not one of the
    linker's."""
    callable_ = [
        function
        for function in functions
        if function.own and constants_of(module, function.type.params, MAX_DEPTH) is not None
    ]
    return min(
        callable_,
        key=lambda function: (function.export.startswith(LINKER), bool(function.type.params)),
        default=None,
    )


def _invoked(module: Module, functions: Sequence[_Function], name: str) -> _Function:
    """The function that is exported as `name`, or that messages call so.  Raises EntryError."""
    wanted = name.encode("utf-8", "surrogateescape")
    for function in functions:
        if function.export == wanted:
            return function
    for function in functions:
        # A name with characters that nobody can type, such as a zero byte, is typed as messages list it.
        if _shown(function.export) == name:
            return function
    others = _listed(functions)
    for export, space, _ in _exports(module):
        if export == wanted:
            raise EntryError(f"`{_shown(export)}` is an exported {space}, not a function: {others}")
    raise EntryError(f"nothing is exported as `{_shown(wanted)}`: {others}")


def _initializer(functions: Iterable[_Function], chosen: _Function) -> _Function | None:
    """The function that must be called first in a reactor."""
    for function in functions:
        if function.export == INITIALIZE and function.name != chosen.name:
            return None if function.type.params or function.type.results else function
    return None


def _arguments(
    module: Module, function: _Function, arguments: Sequence[str]
) -> tuple[list[str], tuple[str, ...]]:
    """The constants that a function is called with, and lines about those that were not given.  Raises
    EntryError."""
    params = function.type.params
    if len(arguments) > len(params):
        takes = f"{len(params)} argument{'s' * (len(params) != 1)}"
        raise EntryError(f"{function.typed} takes {takes}, and {len(arguments)} are given")
    words: list[str] = []
    for number, type_ in enumerate(params):
        if number < len(arguments):
            try:
                words.append(constant(type_, arguments[number]))
            except ArgumentError as error:
                raise EntryError(f"argument {number + 1} of {function.shown}: {error}") from None
            continue
        made = constant_of(module, type_, MAX_DEPTH)
        if made is None:
            raise EntryError(
                f"argument {number + 1} of {function.shown} is of type {type_}, of which nothing can be "
                "made: call it by a function of your own"
            )
        words.append(text_of((made,)))
    first, last = len(arguments) + 1, len(params)
    if first > last:
        return words, ()
    which = f"argument {last}" if first == last else f"arguments {first} to {last}"
    are = "is" if first == last else "are"
    return words, (f"{which} of {function.shown} {are} not given: zero or null",)


# ---- written


def _of_start_section(module: Module, functions: Sequence[_Function]) -> tuple[Module, tuple[str, ...], str]:
    """Moves the start section's work into the execute phase: its function is called by `_start`."""
    section = next(entry for entry in module.fields if entry.keyword == "start")
    name = section.declaration.references[0].text
    # Engines that call both do so in this order.
    after = next((f for f in functions if f.export == INITIALIZE and f.is_plain and f.name != name), None)
    called = [f"call {name}", *([f"call {after.name}"] if after is not None else [])]
    module = module.with_fields(entry for entry in module.fields if entry is not section)
    then = f", then {after.shown}" if after is not None else ""
    return (
        _written(module, called, after),
        (f"calls the start section's function{then}",),
        "the start section",
    )


def _written(module: Module, called: Iterable[str], initializer: _Function | None) -> Module:
    """The module with a `_start` of these instructions; an earlier export of that name goes."""
    module = _without(module, {START} if initializer is None else {START, INITIALIZE})
    name = Namer(entry.name for entry in module.entities("function")).name("_start")
    body = "\n".join(f"    {word}" for word in called)
    return with_memory(
        module.with_fields([*module.fields, Field("func", f'(func {name} (export "_start")\n{body}\n  )')])
    )


def with_memory(module: Module) -> Module:
    """The module with its first memory exported as `memory`, where WASI's functions look for it.  A module
    without a memory gets one of no pages, because Wasmer takes no command without one."""
    spaces = {export: space for export, space, _ in _exports(module)}
    if spaces.get(MEMORY) == "memory":
        return module
    if MEMORY in spaces:
        module = _without(module, {MEMORY})
    memories = module.entities("memory")
    field = (
        Field("export", f'(export "memory" (memory {memories[0].name}))')
        if memories
        else Field("memory", '(memory $memory (export "memory") 0)')
    )
    return module.with_fields([*module.fields, field])


def _without(module: Module, exports: set[bytes]) -> Module:
    """The module that exports nothing by these names."""
    fields = [kept for entry in module.fields for kept in _without_exports(entry, exports)]
    return with_declarations(module.with_fields(fields))


def _without_exports(entry: Field, names: set[bytes]) -> Iterable[Field]:
    """A field that exports nothing by these names; none where it was such an export itself."""
    if entry.keyword == "export":
        return () if _decoded(entry.declaration.exports[0]) in names else (entry,)
    # Removed from the last one on, so that earlier ones keep their places.
    for number in reversed(range(len(entry.declaration.exports))):
        if _decoded(entry.declaration.exports[number]) in names:
            entry = without_inline_export(entry, number)
    return (entry,)


# ---- what is exported


def _exports(module: Module) -> Iterable[tuple[bytes, str, str]]:
    """For every export: its name, its index space, and the name in the module of what it exports."""
    for entry in module.fields:
        if entry.exports_nothing:
            continue
        declaration = entry.declaration
        for export in declaration.exports:
            if entry.keyword == "export":
                reference = declaration.references[0]
                yield _decoded(export), reference.space, reference.text
            else:
                yield _decoded(export), entry.space, entry.name


def _functions(module: Module) -> list[_Function]:
    """The exported functions, in order."""
    return [
        _Function(export, name, module.function_type(name), module.find("function", name).imported is None)
        for export, space, name in _exports(module)
        if space == "function"
    ]


def _decoded(export: str) -> bytes:
    """The bytes of a name as the text spells it."""
    return string_bytes(f'"{export}"')


def _shown(export: bytes) -> str:
    return shown(export.decode("utf-8", "surrogateescape"))


def _listed(functions: Sequence[_Function]) -> str:
    """The exported functions with their types, in words."""
    if not functions:
        return "no function is exported"
    are = "the exported functions are" if len(functions) > 1 else "the exported function is"
    more = f" and {len(functions) - MAX_LISTED} more" if len(functions) > MAX_LISTED else ""
    return f"{are} {', '.join(function.typed for function in functions[:MAX_LISTED])}{more}"


def _cut(words: Sequence[str], gap: str = ", ") -> str:
    """The words in a row, cut where there are many."""
    more = f"{gap}... ({len(words)})" if len(words) > MAX_LISTED else ""
    return gap.join(shown(word) for word in words[:MAX_LISTED]) + more

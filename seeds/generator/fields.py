"""The module fields around the functions: import, types, memory, globals, tables, elements, data, exports.

Many are used by nothing, as in programs that a fuzzer assembled from parts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.dice import Dice
from generator.text import ModuleNames, signature_text
from generator.tree import Signature

TABLE_SIZE = 16
STRINGS = (
    "seed %d: total = %lld\\0a\\00",
    "(module ;; not a module\\n)",
    "\\de\\ad\\be\\ef\\00\\ff",
    'quote \\" and backslash \\\\ inside',
    "(; not a comment ;)",
    "caf\\u{e9} \\t tab",
    "0123456789abcdef0123456789abcdef",
)


@dataclass(frozen=True)
class Declarations:
    """What the functions refer to: types of globals, signatures, the functions in table slots, and those that
    code takes references of."""

    globals: Mapping[str, str]
    types: Mapping[str, Signature]
    slots: Sequence[str]
    referenced: Sequence[str] = ()


def lines(declarations: Declarations, names: ModuleNames, dice: Dice) -> tuple[list[str], list[str]]:
    """Lines that stand before the functions and lines that stand after them."""
    types = _types(declarations.types, names)
    proc_exit = "" if names.anonymous else " $proc_exit"
    imports = [f'  (import "wasi_snapshot_preview1" "proc_exit" (func{proc_exit} (param i32)))']
    if not names.anonymous and dice.chance(0.3):
        imports = ['  (func $proc_exit (import "wasi_snapshot_preview1" "proc_exit") (param i32))']
    groups = [
        _memory(dice),
        _globals(declarations.globals, names, dice),
        _tables(declarations.slots, names, dice) + _declared(declarations.referenced, names),
        _data(dice),
        _unused_exports(names, dice),
    ]
    groups = dice.shuffled(groups)
    split = dice.integer(0, len(groups))
    before = [*types, *imports, *(line for group in groups[:split] for line in group)]
    return before, [line for group in groups[split:] for line in group]


def _types(types: Mapping[str, Signature], names: ModuleNames) -> list[str]:
    result = []
    for index, (name, signature) in enumerate(types.items()):
        head = f"(;{index};)" if names.anonymous else f"${name}"
        result.append(f"  (type {head} (func{signature_text(signature, None)}))")
    return result


def _memory(dice: Dice) -> list[str]:
    limits = dice.choice(("1", "1 1", "1 16", "2", "2 8"))
    if dice.chance(0.5):
        return [f'  (memory (export "memory") {limits})']
    return [f"  (memory $m0 {limits})", '  (export "memory" (memory $m0))']


def _globals(globals_: Mapping[str, str], names: ModuleNames, dice: Dice) -> list[str]:
    result = []
    for name, type_ in globals_.items():
        start = dice.integer(-1000, 1000) if type_ in ("i32", "i64") else dice.integer(-99, 99) / 4
        head = "" if names.anonymous else f" ${name}"
        result.append(f"  (global{head} (mut {type_}) ({type_}.const {start}))")
    for index in range(dice.integer(1, 6)):
        result.append(f"  (global $unused_{index} i64 (i64.const {dice.odd_constant()}))")
    return result


def _tables(slots: Sequence[str], names: ModuleNames, dice: Dice) -> list[str]:
    written = [str(names.functions[name]) if names.anonymous else f"${name}" for name in slots]
    keyword = dice.choice((" func", ""))
    result = [
        f"  (table $dispatch {TABLE_SIZE} funcref)",
        f"  (elem (i32.const 0){keyword} {' '.join(written)})",
    ]
    if dice.chance(0.6):
        result.append(
            f"  (elem (i32.const {dice.integer(8, TABLE_SIZE - 1)}){keyword} {dice.choice(written)})"
        )
    if dice.chance(0.5):
        result.append(f"  (elem $passive func {' '.join(dice.shuffled(written)[:2])})")
    if dice.chance(0.5):
        result.append(f"  (table $unused_table {dice.integer(1, 4)} {dice.integer(4, 40)} funcref)")
    return result


def _declared(referenced: Sequence[str], names: ModuleNames) -> list[str]:
    """A segment that only declares: code may take references of what it names."""
    if not referenced:
        return []
    written = [str(names.functions[name]) if names.anonymous else f"${name}" for name in referenced]
    return [f"  (elem declare func {' '.join(written)})"]


def _data(dice: Dice) -> list[str]:
    result = []
    for index in range(dice.integer(1, 6)):
        text = dice.choice(STRINGS)
        place = f" $segment_{index}" if dice.chance(0.25) else f" (i32.const {dice.integer(0, 60_000)})"
        more = f'\n    "{dice.choice(STRINGS)}"' if dice.chance(0.3) else ""
        result.append(f'  (data{place} "{text}"{more})')
    return result


def _unused_exports(names: ModuleNames, dice: Dice) -> list[str]:
    candidates = [name for name in names.functions if name not in ("main", "proc_exit")]
    chosen = dice.shuffled(candidates)[: dice.integer(0, 3)]
    return [
        f'  (export "{name}" (func {names.functions[name] if names.anonymous else "$" + name}))'
        for name in chosen
    ]

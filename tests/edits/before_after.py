"""What the tests of edits say: a module before, a family, a label, and the module after, both in WAT."""

from __future__ import annotations

import re

from reducer.edits import CATALOGUE, Edit, apply
from reducer.wat.module import Module, parse
from reducer.wat.naming import named
from reducer.wat.printer import print_module

_WORD = re.compile(r'"(?:[^"\\]|\\.)*"|[()]|[^\s()"]+')


def words(module: Module) -> list[str]:
    """The folded text of a module, layout aside."""
    return _WORD.findall(print_module(module, "folded"))


def labels(before: str, family: str) -> list[str]:
    """What a family offers on a module."""
    return [edit.label for edit in CATALOGUE[family](named(parse(before)))]


def edits(module: Module, family: str, *wanted: str) -> list[Edit]:
    """The edits of a family whose labels start so, each the first of its kind."""
    offered = list(CATALOGUE[family](module))
    found = [next((edit for edit in offered if edit.label.startswith(label)), None) for label in wanted]
    assert None not in found, f"{wanted} are not all among {[edit.label for edit in offered]}"
    return [edit for edit in found if edit is not None]


def check_edit(before: str, family: str, label: str, after: str) -> None:
    """The first edit of that family whose label starts so makes `after` of `before`."""
    module = named(parse(before))
    assert words(apply(module, edits(module, family, label))) == words(named(parse(after)))

"""The oracle has no clock, process, file or random source of its own."""

import ast
from pathlib import Path

import pytest

import reducer.oracle

ROOM = Path(reducer.oracle.__file__).parent
FILES = sorted(ROOM.glob("*.py"))
ALLOWED = {
    "collections.abc",
    "dataclasses",
    "enum",
    "functools",
    "json",
    "lark",
    "lark.exceptions",
    "math",
    "numpy",
    "numpy.typing",
    "scipy.special",
    "re",
    "reducer.errors",
    "reducer.shipped",
    "statistics",
    "struct",
    "typing",
}


def imported(tree: ast.AST) -> set[str]:
    """The modules that a file imports, wherever in it."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(("." * node.level) + (node.module or ""))
    return names


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_only_arithmetic_and_the_room_itself_are_imported(path: Path) -> None:
    foreign = {
        name
        for name in imported(ast.parse(path.read_text()))
        if name not in ALLOWED and not name.startswith("reducer.oracle.")
    }
    assert foreign == set()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_file_is_opened_and_numpy_draws_nothing(path: Path) -> None:
    tree = ast.parse(path.read_text())
    calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    called = {function.id for function in calls if isinstance(function, ast.Name)}
    assert not called & {"open", "exec", "eval", "__import__", "input", "print"}
    numpy_names = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "np"
    }
    assert not numpy_names & {"random", "load", "save", "fromfile", "loadtxt", "genfromtxt", "memmap"}


def test_the_room_was_looked_at() -> None:
    assert {"sequential.py", "ledger.py", "expression.py"} <= {path.name for path in FILES}

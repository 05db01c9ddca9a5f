"""The rooms of docs/architecture.md and the arrows between them, held against what the files import."""

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "reducer"
FILES = sorted(PACKAGE.rglob("*.py"))

# Single files, all but one of which import nothing of ours: everybody may use them.
BOTTOM = {"change", "children", "errors", "guardian", "printable", "shipped"}
GROUND = {"runtimes", "wat"} | BOTTOM
LOWER = {"edits", "timing", "records", "oracle"} | GROUND
MIDDLE = {"judge", "program"} | LOWER
UPPER = {"search", "controls", "batch", "report"}
# Arrows point down only, and never to a neighbour; anyone may ask the oracle.
MAY_IMPORT = {
    **{name: set() for name in BOTTOM},
    "children": {"guardian"},
    "wat": BOTTOM,
    "runtimes": BOTTOM,
    "oracle": BOTTOM,
    "edits": {"wat"} | BOTTOM,
    "timing": {"runtimes"} | BOTTOM,
    "records": {"oracle"} | GROUND,
    "program": LOWER,
    "judge": {"program"} | LOWER,
    "surveys": MIDDLE,
    **dict.fromkeys(UPPER, {"surveys"} | MIDDLE),
    # A report is of what the controls find, and a batch reduces and reports many cases.
    "report": {"controls", "surveys"} | MIDDLE,
    "batch": {"search", "controls", "report", "surveys"} | MIDDLE,
    "cli": UPPER | {"surveys"} | MIDDLE,
}
# A name that says nothing of what is inside takes in anything.
NAMELESS = {"util", "utils", "helper", "helpers", "common", "manager", "managers", "misc"}


def module_name(path: Path) -> str:
    """`reducer.wat.tree` for reducer/wat/tree.py, `reducer.wat` for the room's own __init__.py."""
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_name(path): path for path in FILES}


def imports(source: str, module: str, is_package: bool = False) -> Iterator[str]:
    """Every module that a source imports, wherever in it and however it is written, by its full name."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            # One dot is the package that the module stands in, which is itself where it is a package.
            above = (
                module.split(".")[: len(module.split(".")) - node.level + is_package] if node.level else []
            )
            base = ".".join([*above, *([node.module] if node.module else [])])
            for alias in node.names:
                full = f"{base}.{alias.name}"
                yield full if full in MODULES else base


def room_of(module: str) -> str | None:
    """The room of a module of this package; None for other packages, and for `reducer` itself."""
    parts = module.split(".")
    return parts[1] if parts[0] == "reducer" and len(parts) > 1 else None


def upward(source: str, module: str, is_package: bool = False) -> set[str]:
    """What a source imports and must not."""
    room = room_of(module)
    allowed = {room, None} | MAY_IMPORT.get(room or "", set())
    return {name for name in imports(source, module, is_package) if room_of(name) not in allowed}


@pytest.mark.parametrize("module", MODULES)
def test_arrows_point_down_only(module):
    path = MODULES[module]
    assert upward(path.read_text(encoding="utf-8"), module, path.name == "__init__.py") == set()


def test_every_room_has_its_place_in_the_picture():
    rooms = {path.stem for path in PACKAGE.glob("*.py")} | {
        path.parent.name for path in PACKAGE.glob("*/__init__.py")
    }
    assert rooms - {"__init__", "__main__"} <= MAY_IMPORT.keys()
    text = (PACKAGE.parent / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert all(f"`{room}`" in text for room in MAY_IMPORT)


def test_no_module_has_a_name_that_says_nothing():
    names = {part for path in FILES for part in path.relative_to(PACKAGE).with_suffix("").parts}
    assert names & NAMELESS == set()


def test_modules_do_not_import_in_a_circle():
    graph = {
        module: set(imports(path.read_text(encoding="utf-8"), module, path.name == "__init__.py"))
        for module, path in MODULES.items()
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))


@pytest.mark.parametrize(
    ("module", "source", "found"),
    [
        pytest.param("reducer.wat.tree", "import reducer.edits.edit", {"reducer.edits.edit"}, id="import"),
        pytest.param(
            "reducer.edits.edit", "from reducer import timing", {"reducer.timing"}, id="room by name"
        ),
        pytest.param("reducer.timing.lane", "from ..oracle import Ledger", {"reducer.oracle"}, id="by dots"),
        pytest.param(
            "reducer.wat.tree", "def f():\n  import reducer.cli", {"reducer.cli"}, id="in a function"
        ),
        pytest.param("reducer.search.run", "from reducer.batch import x", {"reducer.batch"}, id="sideways"),
        pytest.param("reducer.edits.edit", "from reducer.wat.tree import Node", set(), id="down"),
        pytest.param("reducer.edits.edit", "from . import sites", set(), id="in the room"),
        pytest.param("reducer.wat.tree", "import lark", set(), id="another package"),
    ],
)
def test_an_arrow_is_seen_however_it_is_written(module, source, found):
    assert upward(source, module) == found

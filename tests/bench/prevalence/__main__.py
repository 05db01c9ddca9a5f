"""Makes the table of how often instructions stand in public modules: reducer/report/prevalence.tsv, and the
list of the modules at the end of docs/prevalence.md.

    make prevalence [ARGS='--cache FOLDER']

Fetches the packages of packages.tsv by npm and pip; a package that cannot be had is told and left out.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parents[3])]

from prevalence.counting import Counts, Key, counted  # noqa: E402
from prevalence.fetching import Module, NotFetchedError, fetched, packages  # noqa: E402
from reducer.report.prevalence import COLUMNS, FILE, Count, Prevalence  # noqa: E402
from reducer.wat.errors import WatError  # noqa: E402
from reducer.wat.tools import run  # noqa: E402

ROOT = Path(__file__).resolve().parents[3]
LIST = Path(__file__).with_name("packages.tsv")
TABLE = ROOT / "reducer" / "report" / FILE
PAGE = ROOT / "docs" / "prevalence.md"
HEADING = "## The modules\n"


def main(words: Sequence[str] | None = None) -> int:
    """The command; gives its exit code."""
    parser = argparse.ArgumentParser(prog="prevalence", description=__doc__.split("\n")[0])
    parser.add_argument("--cache", type=Path, help="Keep the packages here.")
    options = parser.parse_args(words)
    with tempfile.TemporaryDirectory(prefix="wreduce-prevalence-") as folder:
        found = list(_all(options.cache or Path(folder)))
    if not found:
        print("prevalence: no package could be had", file=sys.stderr)
        return 1
    TABLE.write_text(table_text(together([counts for _, counts in found])), encoding="utf-8")
    page = PAGE.read_text(encoding="utf-8").partition(HEADING)[0]
    PAGE.write_text(f"{page}{HEADING}\n{listed(found)}", encoding="utf-8")
    print(f"{TABLE.relative_to(ROOT)} and {PAGE.relative_to(ROOT)}: {len(found)} modules")
    return 0


def _all(cache: Path) -> Iterator[tuple[Module, Counts]]:
    """Every package's module with its counts."""
    for package in packages(LIST.read_text(encoding="utf-8")):
        try:
            module = fetched(package, cache)
            counts = counted(run("wasm-tools", "print", "-", data=module.binary).splitlines())
        except (NotFetchedError, WatError) as error:
            print(f"left out: {package.name}: {error}", file=sys.stderr, flush=True)
            continue
        print(f"{package.name} {module.path} {len(module.binary)} {counts.innermost}", flush=True)
        yield module, counts


def together(found: Sequence[Counts]) -> Prevalence:
    """The table of all modules."""
    places, loops = Counter[Key](), Counter[Key]()
    modules, modules_in_loops = Counter[Key](), Counter[Key]()
    for counts in found:
        places += counts.places
        loops += counts.loops
        modules.update(counts.places.keys())
        modules_in_loops.update(counts.loops.keys())
    rows = {
        key: Count(modules[key], modules_in_loops[key], loops[key], places[key]) for key in sorted(places)
    }
    return Prevalence(len(found), sum(counts.innermost for counts in found), rows)


def table_text(found: Prevalence) -> str:
    """The table as its file holds it."""
    lines = [
        "# How often instructions stand in public modules: `make prevalence`, docs/prevalence.md.",
        f"# modules {found.modules}",
        f"# loops {found.loops}",
        "\t".join(COLUMNS),
    ]
    for (instruction, operand), count in found.counts.items():
        numbers = count.modules, count.modules_in_loops, count.loops, count.places
        lines.append("\t".join((instruction, operand, *map(str, numbers))))
    return "\n".join(lines) + "\n"


def listed(found: Sequence[tuple[Module, Counts]]) -> str:
    """The modules as a table of Markdown."""
    lines = ["| package | version | module | bytes | innermost loops |", "| --- | --- | --- | ---: | ---: |"]
    for module, counts in found:
        package = module.package
        name = f"{package.registry}: {package.name}"
        size = f"{len(module.binary):,}"
        lines.append(f"| {name} | {package.version} | `{module.path}` | {size} | {counts.innermost:,} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())

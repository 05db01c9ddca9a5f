"""The gallery: reduce a program of each anomaly that installed engines show, and write docs/gallery.md.

    python tests/bench/gallery run                   # what is missing, ten minutes at most
    python tests/bench/gallery run --only memory.copy,table.init --limit 30s
    python tests/bench/gallery run --again           # forget what was measured
    python tests/bench/gallery show                  # write the page anew
    python tests/bench/gallery programs DIR          # the programs themselves

After every entry a line goes into gallery.jsonl and the page is written: a run that was stopped goes on.
"""

from __future__ import annotations

import argparse
import json
import os
import shlex
import sys
import tempfile
import time
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
sys.path[:0] = [str(ROOT / "seeds"), str(ROOT / "tests" / "bench"), str(ROOT)]

from gallery.entries import RELEASES, Entry, entries  # noqa: E402
from gallery.page import KEPT, page  # noqa: E402
from peers.running import call  # noqa: E402

from reducer.report.reproducer import reproducer  # noqa: E402

LINES = Path("gallery.jsonl")
PAGE = ROOT / "docs" / "gallery.md"
MAX_LINES = 20
BISECT_S = 120.0
ANSWERED = (0, 1, 4)
"""The exit codes of `wreduce bisect` with an answer in its last line."""


def main(words: Sequence[str] | None = None) -> int:
    """The command; gives its exit code."""
    options = _parser().parse_args(words)
    planned = list(entries(lambda name: (ROOT / "seeds" / name).read_text(encoding="utf-8")))
    if options.do == "programs":
        write_programs(planned, options.folder)
        return 0
    lines = [] if options.do == "run" and options.again else read_lines(options.lines)
    if options.do == "run":
        names = options.only.split(",") if options.only else [entry.name for entry in planned]
        if unknown := set(names) - {entry.name for entry in planned}:
            print(f"gallery: no entry is called {', '.join(sorted(unknown))}", file=sys.stderr)
            return 2
        _measure([entry for entry in planned if entry.name in names], lines, options)
    options.page.write_text(page(lines, [entry.name for entry in planned]), encoding="utf-8")
    return 0


def _measure(planned: Sequence[Entry], lines: list[dict[str, Any]], options: argparse.Namespace) -> None:
    """Reductions first, then the releases, which take longest: `lines` grows, file and page with it."""
    started, everyone = time.monotonic(), [entry.name for entry in entries(lambda name: "")]

    def keep(line: dict[str, Any]) -> None:
        lines[:] = [*(other for other in lines if other["name"] != line["name"]), line]
        options.lines.write_text("".join(json.dumps(each) + "\n" for each in lines), encoding="utf-8")
        options.page.write_text(page(lines, everyone), encoding="utf-8")

    def over() -> bool:
        return time.monotonic() - started > options.budget * 60

    for entry in planned:
        done = {line["name"] for line in lines if line["verdict"] == KEPT}
        if not over() and entry.name not in done:
            print(f"{entry.name} ...", flush=True)
            with tempfile.TemporaryDirectory(prefix="wreduce-gallery-") as folder:
                line = reduce(entry, Path(folder), options.limit)
            print(f"  {line['verdict']} {line['ratio']} in {line['seconds']:.0f} s", flush=True)
            keep(line)
    for entry in planned:
        line = next((line for line in lines if line["name"] == entry.name), None)
        if entry.since and line and line["verdict"] == KEPT and "since" not in line and not over():
            print(f"{entry.name}: releases ...", flush=True)
            keep(line | {"since": bisect(entry, line)})
    if over():
        print("the time is over: the same command goes on with what is missing")


def reduce(entry: Entry, folder: Path, limit: str) -> dict[str, Any]:
    """`wreduce` on an entry's program, and what its summary says."""
    seed = folder / Path(entry.program).name
    seed.write_text(entry.text(), encoding="utf-8")
    asked = ["--oracle", entry.oracle, "--slow", entry.slow, "--fast", entry.fast]
    summary, load = folder / "summary.json", os.getloadavg()[0]
    words = [seed.name, *asked, "--time-limit", limit, "--json", summary.name, "--run-dir", "run", "--quiet"]
    ran = call([str(Path(sys.executable).with_name("wreduce")), *words], folder, 600.0)
    facts = json.loads(summary.read_text(encoding="utf-8")) if summary.exists() else {}
    ratio, text = facts.get("ratio", {}), ""
    if facts and (result := folder / "run" / "reduced.wat").exists():
        text = result.read_text(encoding="utf-8")
    shown = reproducer(text, _hot_line(text, entry.name), MAX_LINES) if text else None
    return {
        "name": entry.name,
        "about": entry.about,
        "command": shlex.join(["wreduce", entry.program, *asked]),
        "slow": _named(facts.get("slow"), entry.slow),
        "fast": _named(facts.get("fast"), entry.fast),
        "phase": "of the compile phase" if "compile" in entry.oracle else "of the execute phase",
        "verdict": facts.get("verdict") or ran.said,
        "ratio": ratio.get("final"),
        "ci99": ratio.get("ci99"),
        "before": facts.get("input", {}).get("instructions"),
        "after": facts.get("output", {}).get("instructions"),
        "ordinary": [facts["ordinary"]["low"], facts["ordinary"]["high"]] if facts.get("ordinary") else None,
        "carried": _carried(facts),
        "case": list(shown.lines) if shown else [],
        "text": text,
        "seconds": ran.wall_s,
        "load": load,
        "date": time.strftime("%Y-%m-%d"),
        "machine": facts.get("machine") or {"cpu": "?", "cores": os.cpu_count(), "system": "?"},
    }


def _named(side: dict[str, str] | None, spec: str) -> str:
    """`wasmtime 50.0.1`: a version that the spec does not say."""
    return spec if side is None or side["version"] in spec else f"{spec} {side['version']}"


def _hot_line(text: str, name: str) -> int:
    return next((number for number, line in enumerate(text.splitlines(), 1) if name in line), 1)


def _carried(facts: dict[str, Any]) -> list[str]:
    """What carries the slowdown, and what there is a great number of, in words."""
    told = []
    for each in (facts.get("carriers") or {}).get("found", ()):
        interval = "" if each["low"] is None else f" [{each['low']:.0%}, {each['high']:.0%}]"
        told.append(f"carrier: {each['name']}, {each['share']:.0%} of the surplus{interval}")
    return told + ([f"declared: {facts['declared']}"] if facts.get("declared") else [])


def bisect(entry: Entry, line: dict[str, Any]) -> dict[str, str]:
    """Which of the releases at hand changed it: the last line of `wreduce bisect`."""
    with tempfile.TemporaryDirectory(prefix="wreduce-gallery-") as folder:
        case = Path(folder) / "case.wat"
        case.write_text(line["text"], encoding="utf-8")
        # The releases before the one in which the engine has what the case needs are skipped, and named.
        releases = ",".join((*RELEASES, version("wasmtime")))
        words = ["bisect", case.name, "--versions", releases, "--against", str(entry.since)]
        ran = call([str(Path(sys.executable).with_name("wreduce")), *words], Path(folder), BISECT_S)
    return {"against": str(entry.since), "words": ran.said if ran.code in ANSWERED else "no answer in time"}


def write_programs(planned: Sequence[Entry], folder: Path) -> None:
    """Every entry's program, under its file's name."""
    folder.mkdir(parents=True, exist_ok=True)
    for entry in planned:
        (folder / Path(entry.program).name).write_text(entry.text(), encoding="utf-8")


def read_lines(path: Path) -> list[dict[str, Any]]:
    """The lines that there are."""
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    return [json.loads(line) for line in text.splitlines()]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="gallery", description=(__doc__ or "").partition("\n")[0])
    commands = parser.add_subparsers(dest="do", required=True)
    run = commands.add_parser("run", help="measure what is missing")
    run.add_argument("--only", metavar="NAMES", help="these entries, with commas between them")
    run.add_argument("--limit", default="60s", metavar="TIME", help="the time limit of a reduction")
    run.add_argument(
        "--budget", type=float, default=10, metavar="MIN", help="begin nothing after so many minutes"
    )
    run.add_argument("--again", action="store_true", help="forget what was measured")
    show = commands.add_parser("show", help="write the page anew")
    for command in (run, show):
        command.add_argument("--lines", type=Path, default=LINES, metavar="FILE")
        command.add_argument("--page", type=Path, default=PAGE, metavar="FILE")
    commands.add_parser("programs", help="write the programs").add_argument(
        "folder", type=Path, metavar="DIR"
    )
    return parser


if __name__ == "__main__":
    raise SystemExit(main())

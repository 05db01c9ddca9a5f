"""`wreduce simulate`: what the sequential test does under noise that was chosen or recorded."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from typing import Annotated

import typer

from reducer.cli.app import BAD_INPUT, app, fail
from reducer.cli.help import MACHINE
from reducer.oracle.conditions import (
    DOCUMENTED,
    DOCUMENTED_RATIOS,
    Condition,
    chosen,
    mix_at,
    recorded,
    rows,
    simulate_reductions,
)
from reducer.oracle.recording import Recording
from reducer.printable import show
from reducer.records.writing import check_writable, write_atomically
from reducer.report.characteristics import characteristics_json, characteristics_text, losses_text
from reducer.report.picture import check_picture, draw

USUAL_THRESHOLD = 2.0


@app.command(rich_help_panel=MACHINE, epilog="Example: wreduce simulate --sigma 5%")
def simulate(
    sigma: Annotated[
        str | None, typer.Option(help="The noise of a pair, such as 5%.  [default: 5% and 20%]")
    ] = None,
    spikes: Annotated[
        str | None, typer.Option(help="How many runs are far off, such as 5%.  [default: none, and 5%]")
    ] = None,
    trace: Annotated[
        Path | None, typer.Option(help="Recorded pairs in their place, as of `wreduce doctor --trace`.")
    ] = None,
    ratio: Annotated[
        list[float] | None,
        typer.Option(
            metavar="RATIO", help="A true ratio (may be repeated).  [default: six about the threshold]"
        ),
    ] = None,
    threshold: Annotated[float, typer.Option(help="What the ratio is asked to exceed.")] = USUAL_THRESHOLD,
    reductions: Annotated[
        int, typer.Option(min=0, help="Simulate as many whole reductions of 2,000 decisions as well.")
    ] = 0,
    seed: Annotated[int, typer.Option(help="Where the random numbers of those begin.")] = 0,
    picture: Annotated[Path | None, typer.Option(help="Draw the curves: FILE.svg or FILE.png.")] = None,
    json_file: Annotated[Path | None, typer.Option("--json", help="Where the figures go, as JSON.")] = None,
) -> None:
    """What the test keeps and rejects, and in how many pairs, by the true ratio; computed, not sampled."""
    try:
        for path in (picture, json_file):
            check_writable(path)
        if picture is not None:
            check_picture(picture)
        if threshold <= 0 or any(value <= 0 for value in ratio or ()):
            raise ValueError("a ratio is above 0")
        conditions = _conditions(sigma, spikes, trace)
        scale = threshold / USUAL_THRESHOLD
        ratios = ratio or [value * scale for value in DOCUMENTED_RATIOS]
        tables = [(condition, rows(condition, ratios, threshold)) for condition in conditions]
        show(*characteristics_text(tables, threshold).split("\n"))
        mix = mix_at(threshold)
        losses = [
            (condition, simulate_reductions(condition, _sources(seed, reductions), mix))
            for condition in conditions
            if reductions
        ]
        if losses:
            show("", *losses_text(losses, threshold, mix.original).split("\n"))
        if picture is not None:
            draw(picture, conditions, threshold)
        if json_file is not None:
            text = json.dumps(characteristics_json(tables, losses, threshold), indent=1)
            write_atomically(json_file, text + "\n")
    except ValueError as error:
        fail(str(error), BAD_INPUT)


def _sources(seed: int, count: int) -> list[random.Random]:
    return [random.Random(seed + index) for index in range(count)]


def _conditions(sigma: str | None, spikes: str | None, trace: Path | None) -> list[Condition]:
    """What was asked for; the documented ones where nothing was.  Raises ValueError."""
    if trace is not None:
        if sigma is not None or spikes is not None:
            raise ValueError("--trace has its own noise: leave out --sigma and --spikes")
        try:
            text = trace.read_text(encoding="utf-8")
        except OSError as error:
            raise ValueError(f"{trace} cannot be read: {error.strerror}") from None
        except UnicodeDecodeError:
            raise ValueError(f"{trace}: not a recording") from None
        try:
            return [recorded(Recording.from_text(text), trace.name)]
        except ValueError as error:
            raise ValueError(f"{trace}: {error}") from None
    if sigma is None and spikes is None:
        return [chosen(*documented) for documented in DOCUMENTED]
    sigmas = [0.05, 0.20] if sigma is None else [_share(sigma)]
    if min(sigmas) == 0:
        raise ValueError("--sigma 0% is no noise at all: nothing is left to decide")
    return [chosen(one, 0.0 if spikes is None else _share(spikes)) for one in sigmas]


def _share(text: str) -> float:
    """`5%`, `5 %` or `0.05`.  Raises ValueError."""
    match = re.fullmatch(r"(\d+(?:\.\d+)?|\.\d+)\s*(%?)", text.strip())
    if match is None:
        raise ValueError(f"{text!r} is not a share such as 5% or 0.05")
    share = float(match.group(1)) / (100 if match.group(2) else 1)
    if share >= 1:
        raise ValueError(f"{text!r} is not below 100 %: write 5% or 0.05")
    return share

"""`wreduce simulate`: what the sequential test does under noise that was chosen or recorded."""

from __future__ import annotations

import json
import math
import random
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

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
from reducer.oracle.coverage import simulate_holdouts
from reducer.oracle.decisions import simulate_decisions
from reducer.oracle.recording import Recording
from reducer.oracle.simulation import NoiseClass
from reducer.printable import show
from reducer.records.writing import check_writable, write_atomically
from reducer.report.characteristics import (
    characteristics_json,
    characteristics_text,
    coverage_json,
    coverage_text,
    decisions_json,
    decisions_text,
    losses_text,
)
from reducer.report.picture import check_picture, draw

USUAL_THRESHOLD = 2.0
DECISIONS = 2000
"""The number of decisions simulated for each true ratio: enough to tell 1 % from 2 %, in a few seconds for
all."""


@app.command(rich_help_panel=MACHINE, epilog="Example: wreduce simulate --sigma 5%")
def simulate(
    sigma: Annotated[
        str | None, typer.Option(help="The noise of a pair, such as 5%.  [default: 5% and 20%]")
    ] = None,
    spikes: Annotated[
        str | None, typer.Option(help="How many runs are far off, such as 5%.  [default: none, and 5%]")
    ] = None,
    trace: Annotated[
        Path | None, typer.Option(help="Use recorded pairs instead, from `wreduce doctor --trace`.")
    ] = None,
    ratio: Annotated[
        list[float] | None,
        typer.Option(
            metavar="RATIO", help="A true ratio (may be repeated).  [default: six about the threshold]"
        ),
    ] = None,
    threshold: Annotated[
        float, typer.Option(help="The threshold that the ratio must exceed.")
    ] = USUAL_THRESHOLD,
    reductions: Annotated[
        int, typer.Option(min=0, help="Also simulate so many whole reductions of 2,000 decisions.")
    ] = 0,
    holdout: Annotated[
        bool, typer.Option("--holdout", help="Simulate hold-outs: how often their interval is right.")
    ] = False,
    holdouts: Annotated[int, typer.Option(min=1, help="Number of simulated hold-outs.")] = 2000,
    within: Annotated[
        str | None, typer.Option(help="Simulate processes: the noise of a pair within one.  [default: 5%]")
    ] = None,
    between: Annotated[
        str | None, typer.Option(help="Simulate processes: how much they differ.  [default: 0%]")
    ] = None,
    two_speeds: Annotated[
        str | None,
        typer.Option(
            metavar="FACTOR,SHARE",
            help="Simulate processes of two kinds, such as 1.5,0.3: x1.5 in three of ten.",
            show_default=False,
        ),
    ] = None,
    seed: Annotated[int, typer.Option(help="Seed of the random numbers.")] = 0,
    picture: Annotated[Path | None, typer.Option(help="Draw the curves: FILE.svg or FILE.png.")] = None,
    json_file: Annotated[Path | None, typer.Option("--json", help="File for the figures, as JSON.")] = None,
) -> None:
    """Show what the test keeps and rejects, and in how many pairs, by the true ratio.

    Computed, not sampled, if all processes are alike."""
    try:
        for path in (picture, json_file):
            check_writable(path)
        if picture is not None:
            check_picture(picture)
        if threshold <= 0 or any(value <= 0 for value in ratio or ()):
            raise ValueError("a ratio is above 0")
        if holdout or any(given is not None for given in (within, between, two_speeds)):
            if sigma is not None or trace is not None or picture is not None or reductions:
                raise ValueError("--holdout, --within, --between and --two-speeds go with --spikes alone")
            kind = _processes(within, between, two_speeds, spikes)
            if holdout:
                _holdouts(kind, ratio or [threshold], threshold, _sources(seed, holdouts), json_file)
            else:
                _decisions(kind, ratio, threshold, _sources(seed, DECISIONS), json_file)
            return
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
        _write(json_file, characteristics_json(tables, losses, threshold))
    except ValueError as error:
        fail(str(error), BAD_INPUT)


def _processes(
    within: str | None, between: str | None, two_speeds: str | None, spikes: str | None
) -> NoiseClass:
    """A machine with the differences between processes that were asked for.  Raises ValueError."""
    factor, share = _two_speeds(two_speeds)
    noise = _share(within or "5%")
    if noise == 0:
        raise ValueError("--within 0% is no noise at all: nothing is left to simulate")
    return NoiseClass(
        "as asked for",
        noise,
        spike=_share(spikes or "0%"),
        between=_share(between or "0%"),
        kind_share=share,
        kind_factor=factor,
    )


def _two_speeds(text: str | None) -> tuple[float, float]:
    """`1.5,0.3`: the factor, and the share of processes that have it.  Raises ValueError."""
    if text is None:
        return 1.0, 0.0
    factor, comma, share = text.partition(",")
    try:
        found = float(factor), _share(share)
    except ValueError:
        found = 0.0, 0.0
    if not comma or not 0 < found[0] < math.inf:
        raise ValueError(f"{text!r} is not a factor and a share such as 1.5,0.3")
    return found


def _holdouts(
    kind: NoiseClass,
    ratios: Sequence[float],
    threshold: float,
    sources: Sequence[random.Random],
    json_file: Path | None,
) -> None:
    """Simulated hold-outs at one true ratio, told on the screen and to the file.  Raises ValueError."""
    if len(ratios) > 1:
        raise ValueError("--holdout simulates one --ratio at a time")
    found = simulate_holdouts(kind, ratios[0], threshold, sources)
    show(*coverage_text(found, kind, ratios[0], threshold).split("\n"))
    _write(json_file, coverage_json(found, kind, ratios[0], threshold))


def _decisions(
    kind: NoiseClass,
    ratios: Sequence[float] | None,
    threshold: float,
    sources: Sequence[random.Random],
    json_file: Path | None,
) -> None:
    """Simulated decisions of the sequential test, by the true ratio, told likewise."""
    scale = threshold / USUAL_THRESHOLD
    asked = ratios or [value * scale for value in DOCUMENTED_RATIOS]
    found = [(ratio, simulate_decisions(kind, ratio, threshold, sources)) for ratio in asked]
    show(*decisions_text(found, kind, threshold).split("\n"))
    _write(json_file, decisions_json(found, kind, threshold))


def _write(json_file: Path | None, data: dict[str, Any]) -> None:
    if json_file is not None:
        write_atomically(json_file, json.dumps(data, indent=1) + "\n")


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

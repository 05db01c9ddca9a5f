"""Mentions are counted once for a field, and of a module as far as it differs from the last one."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from random import Random

from hypothesis import given, settings, strategies

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "wat"))

from generated_modules import Sample, modules

from reducer.edits import CATALOGUE, apply
from reducer.edits.mentions import Mention, mentions, mentions_of_body
from reducer.wat.assemble import assembler_for, read_binary
from reducer.wat.module import Module, parse
from reducer.wat.naming import named
from reducer.wat.printer import print_module

FAMILIES = ("statements", "functions", "fields", "constants", "locals")


def counted_anew(module: Module) -> Counter[Mention]:
    mentions(parse("(module (func) (memory 1))"))
    return mentions(named(parse(print_module(module))))


@settings(max_examples=20, deadline=None)
@given(modules(), strategies.integers(0, 2**32 - 1))
def test_a_count_that_goes_on_from_the_last_one_is_the_count(sample: Sample, seed: int) -> None:
    module, random = named(parse(sample.text)), Random(seed)
    assert mentions(module) == counted_anew(module)
    for _ in range(3):
        offered = list(CATALOGUE[random.choice(FAMILIES)](module))
        mentions(module)
        module = apply(module, random.sample(offered, min(2, len(offered))))
        assert mentions(module) == counted_anew(module)


@settings(max_examples=20, deadline=None)
@given(modules())
def test_a_printed_body_is_counted_by_its_lines(sample: Sample) -> None:
    source = read_binary(assembler_for(sample.text)[1])
    if not source.printed:
        return
    by_lines = parse(source.text, printed=True)
    by_trees = parse(source.text)
    for one, other in zip(by_lines.functions, by_trees.functions, strict=True):
        assert mentions_of_body(by_lines, one) == mentions_of_body(by_trees, other)
        assert one.count() == by_trees.count(other)

"""Of a body nothing is put together again but what stands above the nodes that an edit replaces."""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings, strategies

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "wat"))

from generated_modules import Sample, modules

from reducer.edits import CATALOGUE, apply
from reducer.wat.module import Module, parse
from reducer.wat.naming import named
from reducer.wat.printer import print_module
from reducer.wat.tree import places, walk

FAMILIES = ("statements", "blocks", "hoists", "constants", "relations")


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(modules(), strategies.integers(0, 2**32 - 1))
def test_it_is_what_comes_of_all_put_together_again(sample: Sample, seed: int) -> None:
    random, text = Random(seed), print_module(named(parse(sample.text)))
    one, other = parse(text), parse(text)
    offered, again = ([edit for name in FAMILIES for edit in CATALOGUE[name](made)] for made in (one, other))
    chosen = random.sample(range(len(offered)), min(5, len(offered)))
    made = print_module(apply(one, [offered[index] for index in chosen]))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Module, "places", lambda _module, _function: {})
        assert made == print_module(apply(other, [again[index] for index in chosen]))


def test_every_node_has_a_place_below_another() -> None:
    module = named(parse("(module (func (drop (i32.add (i32.const 1) (i32.const 2))) (block (nop))))"))
    body = module.body(module.functions[0])
    found = places(body)
    assert found.keys() == {id(node) for node in walk(body)}
    assert [found[id(node)] for node in body] == [0, 0]
    assert places((body[0], body[0])) == {}

"""A mode runs the code that its name says, and times it where it belongs. Ratios have wide margins."""

from functools import cache

import pytest
import runtime_guests as guests
from real_runtimes import opened, quietest
from runtime_guests import binary

pytestmark = [pytest.mark.runtime, pytest.mark.timing]

RUNS = 3

# The same product over and over: a compiler that looks beyond one instruction works it out once.
PRODUCT = "(i32.mul (i32.mul (local.get $i) (local.get $i)) (i32.const 7))"
REPEATS_ITSELF = guests.command(
    f"""(local.set $i (i32.const {1 << 22}))
    (loop $l
      {f"(local.set $s (i32.add (local.get $s) {PRODUCT}))" * 12}
      (br_if $l (local.tee $i (i32.sub (local.get $i) (i32.const 1)))))
    (i32.store (i32.const 0) (local.get $s))""",
    locals_="(local $i i32) (local $s i32)",
)


@cache
def execute_ns(spec, text):
    """The quietest of a few runs."""
    with opened(spec) as runtime:
        samples = [runtime.run(binary(text)) for _ in range(RUNS)]
    assert all(sample.outcome.normal for sample in samples)
    return min(sample.execute_cpu_ns for sample in samples)


@pytest.mark.parametrize(
    ("slow", "fast", "least"),
    [
        pytest.param("node+liftoff", "node+turbofan", 1.3, id="node"),
        pytest.param("deno+liftoff", "deno+turbofan", 1.3, id="deno"),
        pytest.param("wasmtime+winch", "wasmtime", 1.3, id="winch"),
        pytest.param("wasmtime@46.0.1+winch", "wasmtime@46.0.1", 1.3, id="winch of another release"),
        pytest.param("wasmtime+pulley", "wasmtime", 5, id="pulley"),
        pytest.param("wasmtime@41.0.0+pulley", "wasmtime@41.0.0", 4, id="pulley of another release"),
        pytest.param("wasm3", "wasmtime", 3, id="wasm3"),
    ],
)
def test_a_lower_tier_is_slower_at_a_hot_loop(slow, fast, least):
    assert execute_ns(slow, REPEATS_ITSELF) > least * execute_ns(fast, REPEATS_ITSELF)


@pytest.mark.parametrize("name", ["bun", "jsc"])
def test_bbq_does_not_see_that_a_product_is_the_same(name):
    assert execute_ns(f"{name}+bbq", REPEATS_ITSELF) > 1.5 * execute_ns(name, REPEATS_ITSELF)


@pytest.mark.parametrize("name", ["node", "deno"])
def test_what_has_tiered_up_in_one_run_starts_anew_in_the_next(name):
    # Within one call V8 stays in Liftoff; from its second call on, a module that is kept is TurboFan's.
    assert execute_ns(name, REPEATS_ITSELF) > 1.3 * execute_ns(f"{name}+turbofan", REPEATS_ITSELF)


@pytest.mark.parametrize("name", ["node+liftoff", "node+turbofan", "deno+liftoff", "deno+turbofan"])
def test_compiling_grows_with_the_code_and_executing_does_not(name):
    def module(functions):
        line = "(local.set $x (i32.rotl (i32.mul (local.get $x) (i32.load (local.get $x))) (local.get $x)))"
        return guests.command(
            "(call $f1)",
            fields="".join(
                f"(func $f{number} (local $x i32) {line * 100} (i32.store (i32.const 0) (local.get $x)))"
                for number in range(functions)
            ),
        )

    with opened(name) as runtime:
        # The first of all is slow for reasons of its own.
        runtime.run(binary(module(2)))
        # A module is compiled once.
        small_ns = min(runtime.run(binary(module(number))).compile_cpu_ns for number in (20, 21, 22))
        large = quietest(runtime, binary(module(400)))
    assert large.compile_cpu_ns > 4 * small_ns
    assert large.execute_cpu_ns < large.compile_cpu_ns / 4

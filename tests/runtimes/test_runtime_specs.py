"""Names of runtimes: what can be written, and what is said to what cannot."""

import pytest

from reducer.runtimes import RuntimesError, Spec, parse_spec


@pytest.mark.parametrize(
    ("text", "spec"),
    [
        ("wasmtime", Spec("wasmtime")),
        ("wasmtime@41.0.0", Spec("wasmtime", version="41.0.0")),
        ("wasmer+cranelift", Spec("wasmer", mode="cranelift")),
        ("wasmtime:opt-level=0", Spec("wasmtime", options=(("opt-level", "0"),))),
        (
            "wasmtime@46.0.1+cranelift:opt-level=s",
            Spec("wasmtime", version="46.0.1", mode="cranelift", options=(("opt-level", "s"),)),
        ),
        ("wasmtime@41.0.0+cli:opt-level=1", Spec("wasmtime", "41.0.0", "cli", (("opt-level", "1"),))),
        (
            "wasmtime:memory-reservation=0,memory-guard-size=65536",
            Spec("wasmtime", options=(("memory-reservation", "0"), ("memory-guard-size", "65536"))),
        ),
        (
            "wasmtime@41.0.0:signals-based-traps=n",
            Spec("wasmtime", version="41.0.0", options=(("signals-based-traps", "n"),)),
        ),
        ("iwasm+llvm-jit", Spec("iwasm", mode="llvm-jit")),
        ("wasmedge@0.14+aot", Spec("wasmedge", "0.14", "aot")),
        ("wasm-interp", Spec("wasm-interp")),
        ("wasm2c+clang:opt-level=3", Spec("wasm2c", mode="clang", options=(("opt-level", "3"),))),
    ],
)
def test_a_spec_is_what_its_text_says_and_prints_as_it_was_written(text, spec):
    assert parse_spec(text) == spec
    assert str(spec) == text


@pytest.mark.parametrize(
    "text",
    [
        "wasmer+llvm",
        "wasmer+singlepass",
        "wazero+interpreter",
        "node+turbofan",
        "node+liftoff",
        "deno+turbofan",
        "bun+bbq",
        "jsc",
        "wasm2c+gcc",
        "wasm3",
        "wasmi",
        "wasmtime+winch",
        "iwasm+fast-jit",
        "iwasm+aot",
    ],
)
def test_the_runtimes_of_reports_have_names(text):
    assert str(parse_spec(text)) == text


def test_options_in_any_order_are_the_same_runtime():
    spec = parse_spec("wasmtime:memory-guard-size=0,fuel=on,opt-level=2")
    assert spec == parse_spec("wasmtime:opt-level=2,memory-guard-size=0,fuel=on")
    assert str(spec) == "wasmtime:opt-level=2,fuel=on,memory-guard-size=0"


def test_case_and_blanks_around_a_name_do_not_matter():
    assert parse_spec(" Wasmtime ") == Spec("wasmtime")


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        pytest.param("v9", "the known ones are ", id="unknown runtime"),
        pytest.param("wasmtime+liftoff", "leave it out, or use one of cranelift, ", id="unknown mode"),
        pytest.param("wasmtime:speed=9", "use opt-level", id="unknown option"),
        pytest.param("wasmtime:opt-level=9", "use 0 or 2 or s", id="unknown value"),
        pytest.param("wasmtime+cli:fuel=on", "wasmtime+cli has no option", id="option of another mode"),
        pytest.param("wasmtime:memory-reservation=few", "use a number of bytes from 0 to ", id="no number"),
        pytest.param("wasmtime:memory-reservation=00", "use a number of bytes", id="zero spelt otherwise"),
        pytest.param("wasmtime:memory-guard-size=9999999999999", "a number of bytes", id="too many bytes"),
        pytest.param("wasmtime+winch:signals-based-traps=n", "use memory-reservation or", id="not in Winch"),
        pytest.param("wasmtime:opt-level=0,opt-level=2", "more than once", id="option given twice"),
        pytest.param("wasmer:opt-level=2", "it takes none", id="option where there is none"),
        pytest.param("wasmtime@", "write NAME", id="no version after the at sign"),
        pytest.param("wasmtime@../../x", "write NAME", id="version that is a path"),
        pytest.param("", "write NAME", id="nothing"),
        pytest.param("wasmtime:opt-level", "write NAME", id="option without a value"),
    ],
)
def test_a_wrong_name_is_told_what_to_write_in_one_line(text, advice):
    with pytest.raises(RuntimesError) as caught:
        parse_spec(text)
    assert advice in str(caught.value)
    assert "\n" not in str(caught.value)

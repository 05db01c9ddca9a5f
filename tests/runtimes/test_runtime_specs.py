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
    ],
)
def test_a_spec_is_what_its_text_says_and_prints_as_it_was_written(text, spec):
    assert parse_spec(text) == spec
    assert str(spec) == text


def test_case_and_blanks_around_a_name_do_not_matter():
    assert parse_spec(" Wasmtime ") == Spec("wasmtime")


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        pytest.param("v9", "the known ones are wasmer, wasmtime", id="unknown runtime"),
        pytest.param("wasmtime+liftoff", "leave it out, or use cranelift", id="unknown mode"),
        pytest.param("wasmtime:speed=9", "use opt-level", id="unknown option"),
        pytest.param("wasmtime:opt-level=9", "use 0 or 2 or s", id="unknown value"),
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

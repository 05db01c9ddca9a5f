"""The oracle language: what it says, and what it says when it does not understand."""

import pytest

from reducer.oracle import (
    DEFAULT_ORACLE,
    Keeps,
    Oracle,
    OracleSyntaxError,
    Ratio,
    SameExit,
    SameOutput,
    Threshold,
    Time,
    parse_oracle,
)


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("ratio>2", Ratio("execute", None, None, Threshold(2.0))),
        ("ratio:2", Ratio("execute", None, None, Threshold(2.0))),
        ("ratio>=1.5", Ratio("execute", None, None, Threshold(1.5))),
        ("ratio > 1e1", Ratio("execute", None, None, Threshold(10.0))),
        ("ratio.compile>5", Ratio("compile", None, None, Threshold(5.0))),
        ("ratio.total>2", Ratio("total", None, None, Threshold(2.0))),
        ("ratio(wasmtime@41.0.0/wasmer)>2", Ratio("execute", "wasmtime@41.0.0", "wasmer", Threshold(2.0))),
        (
            "ratio(wasmtime+cli:opt-level=0/wasmer@7.0.1)>2",
            Ratio("execute", "wasmtime+cli:opt-level=0", "wasmer@7.0.1", Threshold(2.0)),
        ),
        ("ratio.compile( a / b )>2", Ratio("compile", "a", "b", Threshold(2.0))),
        ("ratio>0.8*original", Ratio("execute", None, None, Threshold(0.8, of_original=True))),
        ("ratio>2*ordinary", Ratio("execute", None, None, Threshold(2.0, of_ordinary=True))),
        ("ratio:0.8 * original", Ratio("execute", None, None, Threshold(0.8, of_original=True))),
        ("time(wasmtime)>50ms", Time("execute", "wasmtime", "above", 50e6)),
        ("time.compile(wasmer)<=1.5s", Time("compile", "wasmer", "below", 1.5e9)),
        ("time(wasmer)>20us", Time("execute", "wasmer", "above", 20e3)),
        ("time(wasmer)>7ns", Time("execute", "wasmer", "above", 7.0)),
        ("keeps(memory.copy)", Keeps("memory.copy")),
        ("keeps(i32.trunc_sat_f64_u)", Keeps("i32.trunc_sat_f64_u")),
        ("same-output", SameOutput()),
        ("same-exit", SameExit()),
    ],
)
def test_one_clause(text: str, clause: object) -> None:
    assert parse_oracle(text) == Oracle((clause,), text)  # type: ignore[arg-type]


def test_clauses_are_joined_by_and() -> None:
    oracle = parse_oracle("same-exit and ratio>2 and\nkeeps(memory.copy)")
    assert oracle.clauses == (
        SameExit(),
        Ratio("execute", None, None, Threshold(2.0)),
        Keeps("memory.copy"),
    )
    assert oracle.ratio == Ratio("execute", None, None, Threshold(2.0))


def test_an_oracle_need_not_have_a_ratio() -> None:
    assert parse_oracle("keeps(memory.copy)").ratio is None


def test_the_default_oracle_is_the_anchor() -> None:
    ratio = parse_oracle(DEFAULT_ORACLE).ratio
    assert ratio is not None
    assert ratio.threshold.against(4.0) == pytest.approx(3.2)


@pytest.mark.parametrize(
    ("text", "column", "words"),
    [
        ("ratio>", 7, "a number such as 2 or 1.5"),
        ("ratio>two", 7, "a number such as 2 or 1.5"),
        ("ratio>-2", 7, "a number such as 2 or 1.5"),
        ("raito>2", 1, "ratio, time, keeps, same-output, same-exit"),
        ("ratio>2 keeps(nop)", 9, "and"),
        ("ratio>2 &", 9, "and"),
        ("ratio>2 and", 12, "ratio, time, keeps, same-output, same-exit"),
        ("ratio>2 and\nfoo", 13, "ratio, time, keeps, same-output, same-exit"),
        ("ratio>2*", 9, "the word original, the word ordinary"),
        ("ratio.compile>2*ordinary", 17, "in the phase execute only"),
        ("ratio=2", 6, "> or >="),
        ("ratio.foo>2", 7, "compile, instantiate, execute or total"),
        ("ratio(wasmtime)>2", 15, "/"),
        ("ratio(a/b>2", 10, ")"),
        ("time(wasmtime)>50", 18, "a unit (ns, us, ms or s)"),
        ("time>50ms", 5, "("),
        ("time(wasmtime)", 15, "> or >=, < or <="),
        ("keeps()", 7, "an instruction such as memory.copy"),
        ("ratio>0", 7, "above 0"),
        ("ratio>1e999", 7, "above 0"),
        ("same-exit and time(a)>0ms", 23, "above 0"),
        ("ratio>2 and ratio>3", 13, "second ratio"),
        ("ratio<2", 6, "not supported"),
        ("ratio(a/b) <= 2", 12, "swap the runtimes"),
        ("", 1, "empty"),
        ("   ", 1, "empty"),
    ],
)
def test_an_error_points_at_the_column_and_lists_what_could_stand_there(
    text: str, column: int, words: str
) -> None:
    with pytest.raises(OracleSyntaxError) as error:
        parse_oracle(text)
    assert error.value.column == column
    assert f"column {column}:" in str(error.value)
    assert words in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("text", ["ratio", " ratio ", "ratio.compile", "ratio(wasmtime/wasmer)"])
def test_what_a_shell_leaves_of_an_unquoted_oracle_is_recognised(text: str) -> None:
    with pytest.raises(OracleSyntaxError) as error:
        parse_oracle(text)
    assert "quote it, as in 'ratio>2', or write ratio:2" in str(error.value)

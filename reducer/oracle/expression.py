"""The oracle language: `ratio(wasmtime@41/wasmer)>2 and keeps(memory.copy)` to clauses, errors in words.

It knows what was asked for, not how it is measured: runtime specs are carried as text. The grammar is
grammars/oracle.lark.
"""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal, NoReturn, cast

from lark import Lark, Token, Tree
from lark.exceptions import UnexpectedCharacters, UnexpectedEOF, UnexpectedInput, UnexpectedToken

from reducer.errors import WreduceError
from reducer.oracle.bars import Threshold
from reducer.shipped import read_shipped

Phase = Literal["compile", "instantiate", "execute", "total"]

# What the oracle is when nobody gave one: the original, with the guard band of the search.
DEFAULT_ORACLE = "ratio>0.8*original"

NANOSECONDS = {"ns": 1.0, "us": 1e3, "ms": 1e6, "s": 1e9}

# Any white space counts as a blank, so that columns are counted on across lines.
SPACE = re.compile(r"\s")

# Characters of what was written that a message repeats.
MAX_QUOTED = 100

# How each terminal of the grammar is called in messages, in the order in which choices are listed.
WORDS = {
    "RATIO": "ratio",
    "TIME": "time",
    "KEEPS": "keeps",
    "SAME_OUTPUT": "same-output",
    "SAME_EXIT": "same-exit",
    "NUMBER": "a number such as 2 or 1.5",
    "_TIMES": "* original or * ordinary",
    "ORIGINAL": "the word original",
    "ORDINARY": "the word ordinary",
    "UNIT": "a unit (ns, us, ms or s)",
    "RUNTIME": "a runtime such as wasmtime@41.0.0",
    "INSTRUCTION": "an instruction such as memory.copy",
    "ABOVE": "> or >=",
    "BELOW": "< or <=",
    "COLON": ":",
    "_DOT": "a phase such as .compile",
    "PHASE": "compile, instantiate, execute or total",
    "_OPEN": "(",
    "_CLOSE": ")",
    "_OVER": "/",
    "AND": "and",
    "$END": "the end",
}


class OracleSyntaxError(WreduceError, ValueError):
    """An oracle expression that cannot be read; `column` is 1-based, the message is one line."""

    def __init__(self, message: str, column: int) -> None:
        super().__init__(f"oracle, column {column}: {message}")
        self.column = column


@dataclass(frozen=True, slots=True)
class Ratio:
    """T_slow/T_fast of a phase must exceed the threshold. No runtimes: those of the command line."""

    phase: Phase
    slow: str | None
    fast: str | None
    threshold: Threshold


@dataclass(frozen=True, slots=True)
class Time:
    """A runtime's own time must stay above (or below) a number of nanoseconds."""

    phase: Phase
    runtime: str
    direction: Literal["above", "below"]
    nanoseconds: float


@dataclass(frozen=True, slots=True)
class Keeps:
    """The module must still contain an instruction, by its name in the text format."""

    instruction: str


@dataclass(frozen=True, slots=True)
class SameOutput:
    """Both runtimes print what they printed on the original."""


@dataclass(frozen=True, slots=True)
class SameExit:
    """Both runtimes exit as they did on the original."""


Clause = Ratio | Time | Keeps | SameOutput | SameExit


@dataclass(frozen=True, slots=True)
class Oracle:
    """All clauses must hold. `text` is the expression as it was written."""

    clauses: tuple[Clause, ...]
    text: str

    @property
    def ratio(self) -> Ratio | None:
        """The ratio clause, of which there is one at most."""
        return next((clause for clause in self.clauses if isinstance(clause, Ratio)), None)

    @property
    def of_ordinary(self) -> bool:
        """Whether the ratio is held against that of ordinary loops."""
        return self.ratio is not None and self.ratio.threshold.of_ordinary

    def against_ordinary(self, highest: float) -> "Oracle":
        """The same with a plain number as its threshold; `highest` is the ratio that ordinary loops reach.
        The text stays as it was written."""
        clauses = tuple(
            replace(clause, threshold=clause.threshold.against_ordinary(highest))
            if isinstance(clause, Ratio)
            else clause
            for clause in self.clauses
        )
        return replace(self, clauses=clauses)


def parse_oracle(text: str) -> Oracle:
    """Read an oracle expression. Raises OracleSyntaxError, which says where and what could stand there."""
    if not text.strip():
        raise OracleSyntaxError(f"it is empty; write for example 'ratio>2' or {DEFAULT_ORACLE!r}", 1)
    try:
        tree = _parser().parse(SPACE.sub(" ", text))
    except UnexpectedInput as error:
        _refuse(text, error)
    clauses: list[Clause] = []
    for node in tree.children:
        if isinstance(node, Tree):
            clause = _clause(node)
            if isinstance(clause, Ratio) and any(isinstance(other, Ratio) for other in clauses):
                raise OracleSyntaxError(
                    "there is a second ratio; one reduction keeps one ratio", _column(node)
                )
            clauses.append(clause)
    return Oracle(tuple(clauses), text.strip())


@lru_cache(maxsize=1)
def _parser() -> Lark:
    return Lark(
        read_shipped("grammars/oracle.lark"),
        parser="lalr",
        lexer="contextual",
        maybe_placeholders=False,
        propagate_positions=True,
    )


def _column(node: Tree[Token]) -> int:
    return int(node.meta.column)


def _tokens(node: Tree[Token], kind: str) -> list[Token]:
    return [child for child in node.children if isinstance(child, Token) and child.type == kind]


def _phase(node: Tree[Token]) -> Phase:
    tokens = _tokens(node, "PHASE")
    return cast(Phase, str(tokens[0])) if tokens else "execute"


def _positive(token: Token) -> float:
    value = float(token)
    if not (value > 0 and math.isfinite(value)):
        raise OracleSyntaxError(
            f"{_quoted(token)} cannot be a bound; it must be a number above 0", token.column or 1
        )
    return value


def _clause(node: Tree[Token]) -> Clause:
    match str(node.data):
        case "ratio":
            return _ratio(node)
        case "time":
            number, unit = _tokens(node, "NUMBER")[0], _tokens(node, "UNIT")[0]
            direction: Literal["above", "below"] = "above" if _tokens(node, "ABOVE") else "below"
            runtime = str(_tokens(node, "RUNTIME")[0])
            return Time(_phase(node), runtime, direction, _positive(number) * NANOSECONDS[str(unit)])
        case "keeps":
            return Keeps(str(_tokens(node, "INSTRUCTION")[0]))
        case "same_output":
            return SameOutput()
        case _:
            return SameExit()


def _ratio(node: Tree[Token]) -> Ratio:
    runtimes = [str(token) for token in _tokens(node, "RUNTIME")]
    slow, fast = runtimes if runtimes else (None, None)
    bound = next(node.find_data("threshold"))
    of_ordinary = _tokens(bound, "ORDINARY")
    if of_ordinary and _phase(node) != "execute":
        raise OracleSyntaxError(
            "ordinary loops are measured in the phase execute only; write a number here",
            of_ordinary[0].column or 1,
        )
    number = _positive(_tokens(bound, "NUMBER")[0])
    threshold = Threshold(number, bool(_tokens(bound, "ORIGINAL")), bool(of_ordinary))
    return Ratio(_phase(node), slow, fast, threshold)


def _refuse(text: str, error: UnexpectedInput) -> NoReturn:
    """Turn Lark's error into one line: the column, what stands there, what could."""
    at_end = isinstance(error, UnexpectedEOF) or (
        isinstance(error, UnexpectedToken) and error.token.type == "$END"
    )
    expected = _expected(error)
    column = len(text.rstrip()) + 1 if at_end else int(error.column)
    rest = text[column - 1 :].split(maxsplit=1)
    if at_end and "COLON" in expected:
        raise OracleSyntaxError(
            f'"{_quoted(text.strip())}" has no bound; a shell takes an unquoted > for itself: '
            "quote it, as in 'ratio>2', or write ratio:2",
            column,
        ) from None
    if rest and rest[0].startswith("<") and "COLON" in expected:
        raise OracleSyntaxError(
            "a ratio has a lower bound only, so < is not supported; for the opposite direction "
            "swap the runtimes, as in 'ratio(fast/slow)>2'",
            column,
        ) from None
    found = "the expression ends too soon" if at_end else f'unexpected "{_quoted(rest[0]) if rest else " "}"'
    raise OracleSyntaxError(f"{found}; expected {_listed(expected)}", column) from None


def _quoted(text: str) -> str:
    return text if len(text) <= MAX_QUOTED else f"{text[:MAX_QUOTED]}..."


def _expected(error: UnexpectedInput) -> set[str]:
    """The terminals that could stand where the parser stopped."""
    if isinstance(error, UnexpectedCharacters):
        return set(error.allowed or ())
    if isinstance(error, UnexpectedToken):
        return set(error.accepts or error.expected)
    return set(cast(Iterable[str], getattr(error, "expected", ())))


def _listed(terminals: set[str]) -> str:
    return ", ".join(words for terminal, words in WORDS.items() if terminal in terminals) or "the end"

"""`wreduce serve` beside a scripted peer: what it asks, what it takes for an answer, how it ends."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from base64 import b64decode, b64encode

import pytest

from reducer.cli import peer
from reducer.cli.peer import Peer, PeerError, Superseded, serve_to

TEXT = b'(module (memory 1) (func (export "f") (nop) (drop (i32.popcnt (i32.const 5)))))'


def line(content: bytes, interesting: bool) -> bytes:
    """What a peer says of a content."""
    return json.dumps({"content": b64encode(content).decode(), "interesting": interesting}).encode() + b"\n"


class Scripted(io.RawIOBase):
    """A peer whose test is a word that must stay: hands over test cases, and answers what it reads."""

    def __init__(self, cases: dict[bytes, bytes]) -> None:
        self.cases = list(cases.items())
        self.lines: list[bytes] = []
        self.best: list[bytes] = []

    def readline(self, size: int | None = -1, /) -> bytes:
        if not self.lines and self.cases:
            wanted, case = self.cases.pop(0)
            self.wanted, self.lines = wanted, [line(case, True)]
            self.best.append(case)
        return self.lines.pop(0) if self.lines else b""

    def write(self, data: object, /) -> int:
        message = json.loads(bytes(data))  # type: ignore[call-overload]
        if message != {"idle": True}:
            content = b64decode(message["content"])
            self.lines.append(line(content, self.wanted in content))
            self.best[-1] = content if self.wanted in content else self.best[-1]
        return len(bytes(data))  # type: ignore[call-overload]


def test_test_cases_are_reduced_one_after_the_other() -> None:
    scripted = Scripted({b"popcnt": TEXT, b"nop": TEXT, b"(nop": TEXT})
    serve_to(Peer(scripted, scripted))  # type: ignore[arg-type]
    assert [b"popcnt" in best for best in scripted.best] == [True, False, False]
    assert all(len(best) < len(TEXT) - 20 for best in scripted.best)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        pytest.param(b"garbage\n", "line 1 of the standard input", id="no JSON"),
        pytest.param(b"\n\n[" * 9 + b"\n", "line 3", id="blank lines count"),
        pytest.param(b"[" * 100_000 + b"\n", "it is not JSON", id="nested without end"),
        pytest.param(b'{"content": "eA=="}\n', '"interesting": true or false', id="half a message"),
        pytest.param(b'{"content": "eA==", "interesting": 1}\n', "true or false", id="a number"),
        pytest.param(b'{"content": "\\u001b[2J", "interesting": true}\n', "not base64", id="no base64"),
        pytest.param(b"\xff\xfe\n", "it is not JSON", id="no UTF-8"),
    ],
)
def test_a_line_that_is_no_message_is_one_line_and_exit_code_2(given: bytes, words: str) -> None:
    read = Peer(io.BytesIO(given), io.BytesIO())
    with pytest.raises(PeerError) as told:
        read.case()
    assert words in str(told.value) and "\n" not in str(told.value) and told.value.exit_code == 2


def test_the_command_ends_so_and_before_that_it_waits_for_the_next_test_case() -> None:
    given = line(b"int main() {}", True) + line(b"(module (func (", True) + b"garbage\n"
    command = [sys.executable, "-m", "reducer.cli", "serve"]
    run = subprocess.run(command, input=given, capture_output=True, timeout=60, check=False)
    assert (run.returncode, run.stdout) == (2, b'{"idle": true}\n' * 2)
    assert run.stderr.count(b"is left as it is: ") == 2
    assert len(run.stderr.splitlines()) == 3


def test_a_peer_that_goes_while_it_was_asked_is_no_error() -> None:
    out = io.BytesIO()
    serve_to(Peer(io.BytesIO(line(TEXT, True)), out))
    assert len(out.getvalue().splitlines()) == 1


def test_a_line_without_an_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(peer, "MAX_LINE", 100)
    with pytest.raises(PeerError, match="more than 100 bytes"):
        Peer(io.BytesIO(line(b"x" * 100, True)), io.BytesIO()).case()


def test_another_test_case_ends_the_question_and_a_late_answer_is_no_test_case() -> None:
    script = line(b"first", True) + line(b"second", True) + line(b"asked", True) + line(b"third", True)
    asking = Peer(io.BytesIO(script), io.BytesIO())
    assert asking.case() == b"first"
    with pytest.raises(Superseded):
        asking.ask(b"asked")
    assert asking.case() == b"second"
    assert asking.case() == b"third"
    assert asking.case() is None


def test_an_answer_to_nothing_that_is_not_interesting_is_no_test_case() -> None:
    asking = Peer(io.BytesIO(line(b"what?", False) + line(b"a", True) + line(b"q", False)), io.BytesIO())
    assert asking.case() == b"a"
    assert asking.ask(b"q") is False

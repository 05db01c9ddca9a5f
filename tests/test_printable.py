"""Text that somebody else wrote, as it is shown."""

import pytest

from reducer.printable import printable


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("memory.copy äöü 漢字 🙂", "memory.copy äöü 漢字 🙂", id="plain text stays"),
        pytest.param(r"a\b", r"a\b", id="a backslash stays"),
        pytest.param("\x1b[31mred\x1b[0m", r"\x1b[31mred\x1b[0m", id="colours"),
        pytest.param("\x1b]0;title\x07", r"\x1b]0;title\x07", id="the title of the window"),
        pytest.param("\x9b2J", r"\x9b2J", id="the same by C1"),
        pytest.param("a\rb\x08c\x7f\0", r"a\x0db\x08c\x7f\x00", id="over what was written"),
        pytest.param("a\nb\tc", r"a\x0ab\x09c", id="lines and tabs"),
        pytest.param("gnp\u202e.exe\u2066", r"gnp\u{202e}.exe\u{2066}", id="the other direction"),
        pytest.param("a\u200bb\ufeff\u2060", r"a\u{200b}b\u{feff}\u{2060}", id="no width"),
        pytest.param("a\u2028b\x85", r"a\u{2028}b\x85", id="other line ends"),
        pytest.param(b"\xff\xfe".decode("utf-8", "surrogateescape"), r"\u{dcff}\u{dcfe}", id="not UTF-8"),
        pytest.param("\U000e0041", r"\u{e0041}", id="tags"),
    ],
)
def test_what_a_terminal_would_obey_is_escaped(text, shown):
    assert printable(text) == shown


def test_what_is_kept_is_kept_and_nothing_else():
    assert printable("a\nb\tc\x1b", keep="\n\t") == "a\nb\tc\\x1b"


def test_every_character_can_be_shown_and_encoded():
    every = "".join(map(chr, range(0x110000)))
    shown = printable(every)
    assert shown.encode()
    assert printable(shown) == shown

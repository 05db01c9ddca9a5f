"""The base of errors: what they are about, and why, are kept apart."""

from pathlib import Path

import pytest

from reducer.errors import WreduceError
from reducer.program.load import LoadError, load_program


def test_an_error_begins_with_what_it_is_about_and_has_its_reason_apart() -> None:
    error = WreduceError("it is empty", about=Path("a: b.wat"))
    assert (str(error), error.reason) == ("a: b.wat: it is empty", "it is empty")
    assert (str(WreduceError("a: b")), WreduceError("a: b").reason) == ("a: b", "a: b")


def test_the_reason_of_a_case_that_cannot_be_read_is_without_its_name(tmp_path: Path) -> None:
    """A batch shows it beside the name; a name that holds a colon changes nothing."""
    path = tmp_path / "the file is empty: x.wat"
    path.write_text(" \n")
    with pytest.raises(LoadError) as caught:
        load_program(path)
    assert caught.value.reason == "the file is empty"
    assert str(caught.value) == f"{path}: the file is empty"

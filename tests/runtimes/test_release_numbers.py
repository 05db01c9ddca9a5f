"""Release numbers: prefixes and ranges."""

import pytest

from reducer.runtimes.versions import is_of, is_range, lies_in, release_of


@pytest.mark.parametrize(
    ("version", "asked", "holds"),
    [
        ("0.14.1", "0.14", True),
        ("0.14.1", "0.14.1", True),
        ("0.14.1", "0.1", False),
        ("0.17.1-rc.2", "0.17.1", True),
        ("0.17", "0.17.1", False),
        ("unknown", "1", False),
    ],
)
def test_a_version_is_of_another_that_it_begins_with(version, asked, holds):
    assert is_of(version, asked) is holds


@pytest.mark.parametrize(
    ("version", "range_", "holds"),
    [
        ("0.16.2", "<0.17", True),
        ("0.17", "<0.17", False),
        ("0.17.0", ">=0.17", True),
        ("46.0.1", ">=45,<47", True),
        ("47.0.0", ">=45, <47", False),
        ("9.0.0", ">=10", False),
        ("10", "==10.0.0", True),
        ("10.0.1", ">10", True),
        ("10.0.1", "<=10", False),
    ],
)
def test_a_range_goes_by_numbers_and_not_by_letters(version, range_, holds):
    assert lies_in(version, range_) is holds


@pytest.mark.parametrize("text", ["", "0.17", ">=", "~=1.2", ">=1,,<2"])
def test_what_is_no_range_is_told_apart(text):
    assert not is_range(text)
    with pytest.raises(ValueError, match="not a range"):
        lies_in("1.0", text)


def test_missing_numbers_are_zeros():
    assert release_of("41") == release_of("41.0.0")
    assert release_of("nightly") < release_of("0.0.1")

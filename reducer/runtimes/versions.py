"""Release numbers: their order, prefixes of them (`0.14` for 0.14.1), and ranges (`>=0.14,<0.17`).

Knows nothing of which release belongs to what.
"""

import re

RELEASE = re.compile(r"\d+(?:\.\d+)*")
BOUND = re.compile(r"\s*(?P<relation>>=|<=|==|>|<)\s*(?P<release>\d+(?:\.\d+)*)\s*")
# Longer than any release number that is in use; `41` and 41.0.0 are alike.
PARTS = 4

Release = tuple[int, ...]


def release_of(version: str) -> Release:
    """The numbers that a version begins with, filled up with zeros: 0.17.1~rc is (0, 17, 1, 0)."""
    found = RELEASE.match(version)
    parts = tuple(int(part) for part in found[0].split(".")) if found else ()
    return (*parts, *(0,) * (PARTS - len(parts)))


def is_of(version: str, asked: str) -> bool:
    """Whether a version is the one that was asked for, or begins with it: 0.14.1 matches 0.14, but not
    0.1."""
    return version == asked or version.startswith((f"{asked}.", f"{asked}-", f"{asked}+", f"{asked}~"))


def is_range(text: str) -> bool:
    """Whether it is written as a range must be."""
    return all(BOUND.fullmatch(bound) for bound in text.split(","))


def lies_in(version: str, text: str) -> bool:
    """Whether a version lies in a range, which is one bound or several with commas between."""
    release = release_of(version)
    for bound in text.split(","):
        found = BOUND.fullmatch(bound)
        if found is None:
            raise ValueError(f"{text!r} is not a range of versions")
        other = release_of(found["release"])
        if not {
            ">=": release >= other,
            "<=": release <= other,
            "==": release == other,
            ">": release > other,
            "<": release < other,
        }[found["relation"]]:
            return False
    return True

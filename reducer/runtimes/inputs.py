"""What a person gives a program: whether a runtime can hand it on, and the hash of what is in it."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import replace

from reducer.runtimes.errors import RuntimesError
from reducer.runtimes.invocation import Invocation
from reducer.runtimes.workers.call import Call, Unusable

PARTS = ("arguments", "environment", "standard input", "folders")
OPTIONS = {"arguments": "-- ARG...", "environment": "--env", "standard input": "--stdin", "folders": "--dir"}


def parts_of(invocation: Invocation) -> list[str]:
    """Of PARTS, those that the program is given."""
    given = (invocation.argv, invocation.env, invocation.stdin, invocation.dirs)
    return [part for part, content in zip(PARTS, given, strict=True) if content]


def check_given(spec: str, gives: Collection[str], invocation: Invocation) -> None:
    """Raises RuntimesError where a runtime that can give a program so much (of PARTS) is asked for more."""
    lacking = [part for part in parts_of(invocation) if part not in gives]
    if lacking:
        options = " and ".join(OPTIONS[part] for part in lacking)
        raise RuntimesError(
            f"{spec} cannot give a program {' or '.join(lacking)}: leave out {options}, "
            "or name another runtime"
        )


def content_hash(invocation: Invocation) -> str:
    """The hash of all that stands in the file of standard input and in the folders; empty where nothing of
    either is given.  Raises RuntimesError where it cannot be read, or is too much."""
    if not invocation.stdin and not invocation.dirs:
        return ""
    call = Call(stdin=invocation.stdin, dirs=invocation.dirs)
    found = hashlib.sha256()
    try:
        found.update(hashlib.sha256(call.input()).digest())
        for (_, guest), files in zip(call.dirs, call.files(), strict=True):
            for inside, content in files.items():
                name = f"{guest}\0{inside}".encode("utf-8", "surrogateescape")
                found.update(hashlib.sha256(name).digest() + hashlib.sha256(content).digest())
    except Unusable as error:
        raise RuntimesError(str(error)) from None
    return found.hexdigest()


def with_contents(invocation: Invocation) -> Invocation:
    """The same with the hash of what is in its file and folders now.  Raises RuntimesError."""
    return replace(invocation, contents=content_hash(invocation))

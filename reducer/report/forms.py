"""The headings that a project's issue form asks for, and which part of a report stands under each.

The headings are those of the forms as they were in 2026: wasmtime's bug report (a list of questions), WAMR's
bug report, WasmEdge's performance issue, wasmer's bug report.  What stands under them is written in
markdown.py.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Form:
    """Headings in their order, each with the names of its parts; `remark` is said to the person who files
    it."""

    sections: tuple[tuple[str, tuple[str, ...]], ...]
    remark: str = ""


PLAIN = Form(
    (
        ("", ("summary", "reproducer", "table", "session", "trigger", "itself", "generated_code")),
        ("## How to run it", ("commands",)),
        ("## Environment", ("environment",)),
        ("## Why this may matter", ("blank", "checked")),
    )
)
FORMS = {
    "wasmtime": Form(
        (
            ("### What are the steps to reproduce the issue?", ("reproducer", "commands")),
            (
                "### What do you expect to happen? What does actually happen?",
                ("expected", "summary", "table", "session", "trigger", "itself", "generated_code"),
            ),
            ("### Which Wasmtime version / commit hash / branch are you using?", ("versions",)),
            ("### Extra information about the environment", ("machine",)),
            ("### Why this may matter", ("blank", "checked")),
        ),
        "form: Wasmtime bug report",
    ),
    "wamr": Form(
        (
            ("**Is it a security vulnerability?**", ("no",)),
            ("**Describe the bug**", ("summary",)),
            ("**Version**", ("versions",)),
            ("**To Reproduce**", ("reproducer", "commands")),
            ("**Expected behavior**", ("expected",)),
            ("**Actual Result**", ("table", "session", "trigger", "itself", "generated_code")),
            ("**Desktop**", ("machine",)),
            ("**Additional context** (why this may matter)", ("blank", "checked")),
        ),
        "form: Bug report",
    ),
    "wasmedge": Form(
        (
            ("### Summary", ("summary",)),
            ("### Workload", ("reproducer",)),
            ("### Measurements", ("table", "session", "expected")),
            ("### Reproduction steps", ("commands",)),
            ("### Profiling data", ("trigger", "itself", "generated_code")),
            ("### WasmEdge version, operating system, hardware architecture, flags", ("environment",)),
            ("### Why this may matter", ("blank", "checked")),
        ),
        "form: Performance Issue; version, operating system and architecture have fields of their own there",
    ),
    "wasmer": Form(
        (
            ("### Describe the bug", ("summary",)),
            ("### Steps to reproduce", ("reproducer", "commands")),
            ("### Expected behavior", ("expected",)),
            ("### Actual behavior", ("table", "session", "trigger", "itself", "generated_code")),
            ("### Additional context", ("environment", "blank", "checked")),
        ),
        "form: Bug report",
    ),
}

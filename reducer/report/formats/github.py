"""The fields of an issue for `gh issue create`: title, labels, and the body as a file.

Text of a case stands in a command as one word, whatever it holds; the body is report.md, which is made so
that nothing in it can notify anybody.
"""

from __future__ import annotations

import json
import shlex
from pathlib import Path

from reducer.printable import printable
from reducer.report.markdown import markdown
from reducer.report.subject import Subject
from reducer.report.wording import title

FOLDER = "github"
BODY, FIELDS = f"{FOLDER}/body.md", f"{FOLDER}/fields.json"
PROJECTS: dict[str | None, tuple[str, tuple[str, ...]]] = {
    "wasmtime": ("bytecodealliance/wasmtime", ("bug",)),
    "wamr": ("bytecodealliance/wasm-micro-runtime", ("bug",)),
    "wasmedge": ("WasmEdge/WasmEdge", ("performance",)),
    "wasmer": ("wasmerio/wasmer", ("\N{BUG} bug",)),
}
"""By template: the repository, and the labels that its issue form sets."""
MAX_TITLE = 256
"""Characters; GitHub takes no more."""


def files(subject: Subject, template: str | None = None) -> dict[str, str]:
    """The body, and the fields as JSON."""
    repository, labels = PROJECTS.get(template, ("", ()))
    body = markdown(subject, template)
    if template is None:
        # Its first line is the title.
        body = body.partition("\n")[2].lstrip("\n")
    fields = {
        "title": issue_title(subject),
        "body_file": BODY,
        "labels": list(labels),
        "repository": repository,
    }
    return {BODY: body, FIELDS: json.dumps(fields, indent=1, ensure_ascii=False) + "\n"}


def issue_title(subject: Subject) -> str:
    """The title on one line, in which no person is named to GitHub."""
    words = printable(" ".join(title(subject).split())).replace("@", "@\u200b")
    return words[:MAX_TITLE]


def command(subject: Subject, folder: Path, template: str | None = None) -> str:
    """The command line that files the issue; `folder` is where the files lie."""
    repository, labels = PROJECTS.get(template, ("", ()))
    words = ["gh", "issue", "create"]
    words += [f"--repo={repository}"] if repository else []
    words += [f"--title={issue_title(subject)}", f"--body-file={folder / BODY}"]
    words += [f"--label={label}" for label in labels]
    return shlex.join(words)

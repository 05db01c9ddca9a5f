"""docs/terminal.svg: what `wreduce demo` shows at its end, in a real run, drawn by rich.

python tests/bench/terminal_picture.py docs/terminal.svg
"""

from __future__ import annotations

import io
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text

COLUMNS = 100
EMPHASIS = (
    (r"^\$ .*", "bold green"),
    (r"^;;.*", "bright_black"),
    (r"\b(module|memory(?!\.)|export|func|local(\.[a-z]+)?|loop|end|i(32|64)\.[a-z0-9_]+|br_if)\b", "cyan"),
    (r"memory\.(copy|fill)", "bold red"),
    (r"verdict: kept", "bold green"),
    (r"\d+ -> \d+ (instructions|bytes)", "bold"),
)


def main() -> int:
    """The exit code: the demo's where it did not keep its result."""
    with tempfile.TemporaryDirectory(prefix="wreduce-picture-") as folder:
        wreduce = str(Path(sys.executable).with_name("wreduce"))
        ran = subprocess.run(
            [wreduce, "demo"], cwd=folder, capture_output=True, text=True, timeout=300, check=False
        )
    if ran.returncode:
        print(ran.stderr, file=sys.stderr)
        return ran.returncode
    command, _, shown = ran.stdout.partition("\n")
    carriers = [line for line in ran.stderr.splitlines() if line.startswith(("carriers:", "wasmtime@"))]
    Path(sys.argv[1]).write_text(draw([command, *carriers, *shown.splitlines()]), encoding="utf-8")
    return 0


def draw(lines: list[str]) -> str:
    """The lines as SVG; longer ones go on in the next."""
    console = Console(
        record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True, legacy_windows=False
    )
    for line in lines:
        text = Text(line)
        for pattern, style in EMPHASIS:
            text.highlight_regex(pattern, style)
        console.print(text)
    # A fixed id: the same lines give the same bytes.
    drawn = console.export_svg(title="wreduce demo", theme=MONOKAI, unique_id="wreduce")
    # rich names a font on the Web; a reader's own monospaced one does.
    return re.sub(r"@font-face \{.*?\}\s*", "", drawn, flags=re.DOTALL)


if __name__ == "__main__":
    raise SystemExit(main())

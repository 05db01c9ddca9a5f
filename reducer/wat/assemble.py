"""Text to binary and back, by wabt's programs; where wabt does not take a module, by wasm-tools.

wabt knows no garbage collection and little of typed references.  Which of the two assembles a module is found
once, and holds for all that is made of the module.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from reducer.wat import tools
from reducer.wat.errors import WatError
from reducer.wat.scan import without_comments
from reducer.wat.sections import has_table_initialiser, is_code_metadata, without_custom

# Branch hints and their like stay with the code.
_FEATURES = ("--enable-code-metadata", "--enable-threads", "--enable-function-references")
_TEXT_FLAGS = (*_FEATURES, "-", "--output=-")
# Custom sections are not printed as text: `(@custom "name" ...)` would repeat what the names say.
_BINARY_FLAGS = (*_FEATURES, "--disable-annotations", "-")
_NAMES = b"name"
_INIT_OF_A_MEMORY = re.compile(rb"\bmemory\.init [^\s();]+ [^\s();]")


@dataclass(frozen=True)
class Assembler:
    """An assembler that is known to take a module and its variants: `wat2wasm`, or `wasm-tools` where the
    former did not take the module, for the reason in `instead`."""

    name: str
    instead: str = field(default="", compare=False)

    @property
    def said(self) -> tuple[str, ...]:
        """What a run tells of its assembler: nothing of wat2wasm, which is the usual one."""
        if self.name == "wat2wasm":
            return ()
        release = tools.version("wasm-tools")
        return (f"assembled by wasm-tools {release}, since wabt does not take it: {self.instead}",)

    def assemble(self, text: str) -> bytes:
        """The binary, without custom sections but code metadata.  Raises WatError with the assembler's own
        words.

        wasm-tools looks at the syntax alone: what it makes may be invalid, which engines refuse.
        """
        data = text.encode("utf-8", "surrogateescape")
        if self.name == "wasm-tools":
            binary = tools.run("wasm-tools", "parse", "-", data=data)
        else:
            binary = tools.run("wat2wasm", *_TEXT_FLAGS, data=data)
        return without_custom(binary, keep=is_code_metadata)


@lru_cache(maxsize=2)
def assembler_for(text: str) -> tuple[Assembler, bytes]:
    """The first assembler that takes a module's text, and the binary it gives, which is valid.  Raises the
    WatError of the one that came further.
    """
    wabt = Assembler("wat2wasm")
    try:
        return wabt, wabt.assemble(text)
    except tools.GivenUp:
        raise
    except WatError as error:
        refusal = error
    wasm_tools = Assembler("wasm-tools", str(refusal))
    try:
        binary = wasm_tools.assemble(text)
    except WatError as error:
        raise max(refusal, error, key=_place) from None
    try:
        _validate(binary)
    except WatError as error:
        # It says where in the binary; wabt says where in the text, if it has read all of it.
        raise refusal if _reads_all(text) else error from None
    return wasm_tools, binary


def _place(error: WatError) -> tuple[int, int]:
    return error.line or 0, error.column or 0


def _reads_all(text: str) -> bool:
    """Whether wat2wasm reads a text to its end, valid or not."""
    try:
        tools.run("wat2wasm", "--no-check", *_TEXT_FLAGS, data=text.encode("utf-8", "surrogateescape"))
    except WatError:
        return False
    return True


@dataclass(frozen=True)
class Disassembled:
    """The text of a binary, and a line for everything about reading it that a person should know; `printed`:
    everything in it has a name, and stands in a line of its own."""

    text: str
    said: tuple[str, ...] = ()
    printed: bool = False


def disassemble(binary: bytes) -> str:
    """The text of `read_binary`.  Raises WatError."""
    return read_binary(binary).text


def read_binary(binary: bytes) -> Disassembled:
    """The text of a binary, by wasm2wat or else by wasm-tools, with the names of its name section, and
    without the comments that they write (`(;7;)`, `;; label = @1`).

    Of custom sections only names and code metadata are looked at; engines take a module in which these are
    broken, and so it is read without them, which `said` tells.  Raises WatError.
    """
    refusal: WatError | None = None
    kept: dict[bytes, str] = {}
    try:
        for left_out, keep in _CUSTOM_SECTIONS.items():
            kept.setdefault(without_custom(binary, keep=keep), left_out)
    except WatError as error:
        raise _untaken(error) from None
    for tool in ("wasm2wat", "wasm-tools"):
        for bare, left_out in kept.items():
            try:
                text = _printed(tool, bare)
            except tools.GivenUp as error:
                raise _untaken(error) from None
            except WatError as error:
                refusal = refusal or error
                continue
            said = (f"its {left_out} cannot be read and is left out, as engines do",) if left_out else ()
            plain = without_comments(text)
            return Disassembled(plain, said, printed=tool == "wasm2wat")
    raise _untaken(refusal)


def _untaken(refusal: WatError | None) -> WatError:
    return WatError(f"wabt and wasm-tools do not take this binary: {refusal}")


# What is left out, and which custom sections are kept then.
_CUSTOM_SECTIONS = {
    "": lambda name: name == _NAMES or is_code_metadata(name),
    "name section": is_code_metadata,
    "code metadata": lambda name: name == _NAMES,
    "name section and its code metadata": lambda _name: False,
}


MIN_FLAT_BYTES = 1 << 20
"""The text of a binary of this size or more is hardly indented: margins would be more than half of it."""


def _with_margins(most: int) -> tools.Shorter:
    """Makes margins no wider than that.  wasm2wat indents by the depth, which makes a text as long as the
    square of it; no string holds a line end."""
    wider, margin = re.compile(rb"\n {%d,}" % most), b"\n" + b" " * most
    return lambda lines: wider.sub(margin, lines)


def _printed(tool: str, binary: bytes) -> str:
    if tool == "wasm2wat":
        if has_table_initialiser(binary):
            raise WatError("wasm2wat leaves out what tables are filled with at first")
        words = ("--generate-names", *_BINARY_FLAGS)
        shorter = _with_margins(10 if len(binary) >= MIN_FLAT_BYTES else 80)
        text = tools.run("wasm2wat", *words, data=binary, shorter=shorter)
        if b"memory.init" in text and _INIT_OF_A_MEMORY.search(text):
            raise WatError("wasm2wat prints memory and segment of a memory.init in the wrong order")
        return text.decode("utf-8", "surrogateescape")
    # It prints what it can, valid or not.
    _validate(binary)
    return tools.run("wasm-tools", "print", "-", data=binary).decode("utf-8", "surrogateescape")


def _validate(binary: bytes) -> None:
    """Raises WatError with what wasm-tools says against a binary."""
    tools.run("wasm-tools", "validate", "--features", "all", "-", data=binary)


def validate(binary: bytes) -> str | None:
    """What wasm-tools says against a binary, None when it is valid."""
    try:
        _validate(binary)
    except WatError as error:
        return str(error)
    return None

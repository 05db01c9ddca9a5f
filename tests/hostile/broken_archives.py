"""Archives that are broken by kind, each made from a small whole one."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zipfile
from collections.abc import Callable, Iterator

PROGRAMS = {
    f"{name}.wat": b'(module (func (export "_start")%s))' % (b" nop" * count)
    for count, name in enumerate(("first", "second", "third"))
}


def a_zip(method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Three programs in a zip."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in PROGRAMS.items():
            archive.writestr(name, content)
    return file.getvalue()


def a_tar(format_: int = tarfile.GNU_FORMAT, folder: str = "") -> bytes:
    """Three programs in a tar, without the padding behind its end."""
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w", format=format_) as archive:
        for name, content in PROGRAMS.items():
            archive.addfile(an_entry(folder + name, size=len(content)), io.BytesIO(content))
    return file.getvalue()[: archive.offset]


def an_entry(name: str, **fields: object) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.mtime = 1.5
    for key, value in fields.items():
        setattr(entry, key, value)
    return entry


def a_tar_with(*blocks: bytes) -> bytes:
    """A program, then these blocks, then another program, in a tar."""
    whole = a_tar()
    return whole[:1024] + b"".join(blocks) + whole[1024:]


def a_header(name: str = "odd.wat", *, type_: bytes = tarfile.REGTYPE, size: bytes = b"") -> bytes:
    """A header with that size field (12 bytes), and the checksum that it needs."""
    block = bytearray(an_entry(name, type=type_).tobuf(tarfile.GNU_FORMAT))
    if size:
        block[124:136] = size
    return summed(block)


def summed(block: bytearray) -> bytes:
    block[148:156] = b" " * 8
    block[148:156] = b"%06o\0 " % sum(block)
    return bytes(block)


def a_pax_header(content: bytes) -> bytes:
    """An extended header with that content."""
    size = b"%011o\0" % len(content)
    padded = content + b"\0" * (-len(content) % 512)
    return a_header("extended", type_=tarfile.XHDTYPE, size=size) + padded


def a_record(key: bytes, value: bytes) -> bytes:
    """A line of an extended header; its length is part of itself."""
    rest = b" " + key + b"=" + value + b"\n"
    length = len(rest) + 2
    while len(b"%d" % length) + len(rest) != length:
        length += 1
    return b"%d" % length + rest


def a_base_256(number: int) -> bytes:
    """A size field as GNU tar writes numbers that are too large for octal digits."""
    return (number & ((1 << 96) - 1) | 1 << 95).to_bytes(12, "big")


# ---- kinds


def flipped(whole: bytes) -> Iterator[bytes]:
    """Every byte in turn with its lowest bit flipped, its highest bit flipped, and as 255."""
    for place, byte in enumerate(whole):
        for other in {byte ^ 1, byte ^ 0x80, 0xFF} - {byte}:
            broken = bytearray(whole)
            broken[place] = other
            yield bytes(broken)


def resummed(whole: bytes) -> Iterator[bytes]:
    """Every byte of the first header of a tar likewise, with the checksum that fits."""
    for broken in flipped(whole[:512]):
        yield summed(bytearray(broken)) + whole[512:]


def cut(whole: bytes) -> Iterator[bytes]:
    """Cut off at every length."""
    for length in range(len(whole)):
        yield whole[:length]


KINDS: dict[str, Callable[[], Iterator[bytes]]] = {
    "zip, stored, a byte changed": lambda: flipped(a_zip(zipfile.ZIP_STORED)),
    "zip, deflated, a byte changed": lambda: flipped(a_zip()),
    "zip, bzip2, a byte changed": lambda: flipped(a_zip(zipfile.ZIP_BZIP2)),
    "zip, lzma, a byte changed": lambda: flipped(a_zip(zipfile.ZIP_LZMA)),
    "zip, cut": lambda: cut(a_zip()),
    "tar, a byte of a header changed": lambda: (broken + a_tar()[512:] for broken in flipped(a_tar()[:512])),
    "tar, a byte changed and summed": lambda: resummed(a_tar()),
    "tar, a byte of a sparse header changed": lambda: resummed(
        a_header("s.log", type_=tarfile.GNUTYPE_SPARSE, size=b"%011o\0" % 512) + b"\0" * 512 + a_tar()
    ),
    "tar with long names, a byte changed and summed": lambda: resummed(a_tar(folder="d" * 120 + "/")),
    "tar, pax, a byte of the extended header changed": lambda: (
        a_tar(tarfile.PAX_FORMAT)[:512] + broken + a_tar(tarfile.PAX_FORMAT)[540:]
        for broken in flipped(a_tar(tarfile.PAX_FORMAT)[512:540])
    ),
    "tar, cut": lambda: cut(a_tar()),
    "tar.gz, a byte changed": lambda: flipped(gzip.compress(a_tar())),
    "tar.bz2, a byte changed": lambda: flipped(bz2.compress(a_tar())),
    "tar.xz, a byte changed": lambda: flipped(lzma.compress(a_tar())),
    "tar.gz, cut": lambda: cut(gzip.compress(a_tar())),
    "tar.xz, cut": lambda: cut(lzma.compress(a_tar())),
}


# ---- single ones


def _central(whole: bytes) -> int:
    return whole.index(b"PK\1\2")


def changed(whole: bytes, place: int, content: bytes) -> bytes:
    return whole[:place] + content + whole[place + len(content) :]


def _in_both(whole: bytes, local: int, central: int, content: bytes) -> bytes:
    """With a field of the first member changed in its own header and in the directory."""
    return changed(changed(whole, local, content), _central(whole) + central, content)


def _name_not_utf8(*, in_directory: bool, in_member: bool) -> bytes:
    whole = _in_both(a_zip(), 6, 8, struct.pack("<H", 0x800))
    whole = changed(whole, 30, b"\xff\xfe") if in_member else whole
    return changed(whole, _central(whole) + 46, b"\xff\xfe") if in_directory else whole


def _a_link() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        link = zipfile.ZipInfo("link.wat")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("third.wat", b"(module)")
    return file.getvalue()


# Each with words of the reason, and how many programs are read all the same.
SINGLE: dict[str, tuple[bytes, str, int]] = {
    "zip: a name that is not UTF-8 in the directory": (
        _name_not_utf8(in_directory=True, in_member=False), "a broken zip", 0),
    "zip: a name that is not UTF-8 in the member": (
        _name_not_utf8(in_directory=False, in_member=True), "cannot be read: 'utf-8' codec", 2),
    "zip: a newer version": (
        changed(a_zip(), _central(a_zip()) + 6, b"\xff"), "zip file version 25.5", 0),
    "zip: encrypted": (_in_both(a_zip(), 6, 8, b"\1\0"), "encrypted", 2),
    "zip: an unknown method": (_in_both(a_zip(), 8, 10, b"\x63\0"), "not supported", 2),
    "zip: a link": (_a_link(), "not a regular file", 1),
    "tar: a sparse map that is no numbers": (
        a_tar_with(a_pax_header(a_record(b"GNU.sparse.map", b"a,b")), a_header()), "a broken tar", 1),
    "tar: a sparse size that is no number": (
        a_tar_with(a_pax_header(a_record(b"GNU.sparse.size", b"x")), a_header()), "a broken tar", 1),
    "tar: a sparse map in the data that is none": (
        a_tar_with(
            a_pax_header(a_record(b"GNU.sparse.major", b"1") + a_record(b"GNU.sparse.minor", b"0")),
            a_header(size=b"%011o\0" % 512), b"junk" * 128,
        ), "a broken tar", 1),
    "tar: an old sparse header that says to go on": (
        a_tar_with(summed(bytearray(changed(a_header(type_=tarfile.GNUTYPE_SPARSE), 482, b"\1")))),
        "a broken tar", 1),
    "tar: a size of 8 EB": (a_tar_with(a_header(size=a_base_256(1 << 63))), "a broken tar", 1),
    "tar: a size of 2^94": (a_tar_with(a_header(size=a_base_256(1 << 94))), "a broken tar", 1),
    "tar: a size of 8 EB of what is no program": (
        a_tar_with(a_header("log.txt", size=a_base_256(1 << 63))), "midst of a member", 1),
    "tar: a negative size": (
        a_tar_with(a_header(size=a_base_256(-(1 << 40)))), "a broken tar", 1),
    "tar: an extended header of 8 GB": (
        a_tar_with(a_header(type_=tarfile.XHDTYPE, size=b"77777777777\0"), b"x" * 100_000),
        "header of a member is over", 1),
    "tar: a long name of 8 EB": (
        a_tar_with(a_header(type_=tarfile.GNUTYPE_LONGNAME, size=a_base_256(1 << 63)), b"x" * 100_000),
        "header of a member is over", 1),
    "tar: long names without end": (
        a_tar_with(a_header(type_=tarfile.GNUTYPE_LONGNAME, size=b"%011o\0" % 0) * 3000), "a broken tar", 1),
    "tar: digits, for a regular expression": (
        a_tar_with(a_pax_header(b"1" * 20_000), a_header()), "", 3),
    "tar: no end": (a_tar()[:1024], "without its end mark", 1),
}  # fmt: skip

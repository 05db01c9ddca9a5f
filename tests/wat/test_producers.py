"""The producers section: what a module says that it was made by, of any text there may be."""

from reducer.wat.producers import MAX_PRODUCERS, MAX_TEXT, producers

MODULE = b"\0asm\1\0\0\0"


def text(words: str) -> bytes:
    encoded = words.encode()
    return bytes([len(encoded)]) + encoded


def section(fields: dict[str, list[tuple[str, str]]]) -> bytes:
    content = text("producers") + bytes([len(fields)])
    for field, values in fields.items():
        content += text(field) + bytes([len(values)])
        content += b"".join(text(name) + text(version) for name, version in values)
    return b"\0" + bytes([0x80 | (len(content) & 0x7F), len(content) >> 7]) + content


def test_field_name_and_version_of_each_are_given() -> None:
    made = section({"language": [("C11", "")], "processed-by": [("clang", "17.0.6")]})
    assert producers(MODULE + made) == ("language C11", "processed-by clang 17.0.6")


def test_many_and_long_ones_are_cut_and_stay_on_a_line() -> None:
    made = producers(MODULE + section({"sdk": [(f"a\nb {'x' * 60}", "1")] * 9}))
    assert len(made) == MAX_PRODUCERS and all(len(entry) == MAX_TEXT and "\n" not in entry for entry in made)


def test_what_cannot_be_read_names_none() -> None:
    whole = MODULE + section({"language": [("Rust", "")]})
    assert producers(MODULE) == producers(b"(module)") == producers(whole[:-3]) == ()
    broken = MODULE + b"\0\x0c" + text("producers") + b"\1\x7f"
    assert producers(broken) == ()

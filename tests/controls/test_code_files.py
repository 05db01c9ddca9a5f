"""Files of code, made by hand: what an engine of that format would leave, and what none would."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reducer.controls.code_files import CodeFileError, holds_code, read_code

BODY = b"\x55\x48\x89\xe5\x90\x5d\xc3\x90"


def jitdump(*functions):
    made = b"DTiJ" + struct.pack("<IIIIIQQ", 1, 40, 62, 0, 1, 0, 0)
    for name, address, code in functions:
        head = struct.pack("<IIQQQQ", 1, 1, address, address, len(code), 0)
        payload = head + name + b"\0" + code
        made += struct.pack("<IIQ", 0, 16 + len(payload), 0) + payload
        made += struct.pack("<IIQ", 2, 16, 0)
    return made


def wazero(*bodies):
    starts = [sum(map(len, bodies[:number])) for number in range(len(bodies))]
    code = b"".join(bodies)
    head = b"WAZEVO\x03dev" + struct.pack(f"<I{len(bodies)}QQ", len(bodies), *starts, len(code))
    return head + code + b"rest"


def wasmer(functions, trampolines):
    """Bodies, then vectors (offset from here, length) to them, evenly spaced; those of trampolines apart."""
    made, vectors = b"wasmer-universal".ljust(32, b"\0"), []
    for body in (*functions, *trampolines):
        vectors.append((len(made), len(body)))
        made += body
    for number, (start, size) in enumerate(vectors):
        made += b"\0" * (64 if number == len(functions) else 0)
        made += struct.pack("<iI16x", start - len(made), size)
    return made


def read(tmp_path, data):
    path = tmp_path / "code"
    path.write_bytes(data)
    assert holds_code(path)
    return read_code(path)


def test_a_dump_for_perf_has_functions_by_name_and_address(tmp_path):
    code = read(tmp_path, jitdump((b"a", 0x10, BODY), (b"JS:wasm-function[1]-1-turbofan", 0x20, b"\xc3")))
    assert code.functions == {"a": (0x10, BODY), "JS:wasm-function[1]-1-turbofan": (0x20, b"\xc3")}
    assert code.names[0x20].endswith("turbofan")


def test_wazeros_cache_has_functions_by_their_number(tmp_path):
    code = read(tmp_path, wazero(BODY, b"\xc3"))
    assert code.functions == {"local[0]": (0, BODY), "local[1]": (8, b"\xc3")}


def test_wasmers_artefact_has_functions_in_their_order_without_trampolines(tmp_path):
    bodies = [BODY, BODY + b"\x90" * 8, BODY + b"\x90" * 16]
    code = read(tmp_path, wasmer(bodies, [BODY]))
    assert [data for _, data in code.functions.values()] == bodies
    assert list(code.functions) == ["local[0]", "local[1]", "local[2]"]


@pytest.mark.parametrize("magic", [b"\x7fELF", b"DTiJ", b"WAZEVO", b"wasmer-universal"])
@given(rest=st.binary(max_size=200))
def test_what_is_not_as_it_should_be_is_one_error(magic, rest, tmp_path_factory):
    path = tmp_path_factory.getbasetemp() / "broken"
    path.write_bytes(magic + rest)
    try:
        read_code(path)
    except CodeFileError as error:
        assert str(error).isprintable()


@pytest.mark.parametrize("made", [jitdump((b"a", 0, BODY)), wazero(BODY), wasmer([BODY], [])])
def test_a_file_that_is_cut_anywhere_is_one_error_or_less_code(made, tmp_path):
    for size in range(16, len(made)):
        try:
            read(tmp_path, made[:size])
        except CodeFileError:
            continue


def test_a_length_that_lies_reads_no_more_than_there_is(tmp_path):
    with pytest.raises(CodeFileError):
        read(tmp_path, b"WAZEVO\x03dev" + struct.pack("<IQ", 0xFFFFFFFF, 0))

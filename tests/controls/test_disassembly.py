"""Stored bytes to lines and loops: no engine runs."""

import pytest

from reducer.controls.code_files import CodeFile
from reducer.controls.disassembly import disassembled, reached
from reducer.controls.machine_code import MachineLine, loops

# A loop around a call by a register, as Cranelift makes it, with two bytes of data behind it.
COPIES = bytes.fromhex(
    "554889e5 4883ec10 48891c24 4c89742408 bb00000002 4989fe 498b4648 33d2 b980640000 41b8e0110000"
    "41b920000000 4c89f7 4889d6 ffd0 4889d8 83e801 4883eb01 85c0 0f85cfffffff"
    "488b1c24 4c8b742408 4883c410 4889ec 5d c3 ebfc"
)
# add x0, x0, #1; subs x1, x1, #1; b.ne to the first; ret
ARM = bytes.fromhex("00040091 210400f1 c1ffff54 c0035fd6")


def lines(*words):
    return [MachineLine(place, text) for place, text in enumerate(words)]


def texts(loop):
    return [line.text for line in loop]


def test_a_loop_is_found_and_its_jump_named():
    found = disassembled(CodeFile({"f": (0x100, COPIES)}, arm=False), "f")
    (loop,) = loops(found)
    assert loop[0].text == "movq 0x48(%r14), %rax"
    assert loop[-1].text == "jne 119 <f+0x19>"
    assert [line.text for line in loop if line.calls] == ["callq *%rax"]


def test_what_no_way_leads_to_is_no_code():
    found = disassembled(CodeFile({"f": (0, COPIES)}, arm=False), "f")
    assert found[-1].text == "retq"
    assert len(reached(lines("jmp 2 <f+2>", "nop", "ret"))) == 2


def test_a_call_has_the_name_of_what_it_calls():
    call = bytes.fromhex("e8fb000000 c3")
    named = disassembled(CodeFile({"f": (0, call)}, {0x100: "memory_copy"}, arm=False), "f")
    put_in = disassembled(CodeFile({"f": (0, call)}, {}, {1: "memmove"}, arm=False), "f")
    assert (named[0].text, put_in[0].text) == ("callq 100 <memory_copy>", "callq 100 <memmove>")


@pytest.mark.parametrize(("place", "head"), [(0, "0 <f+0x0>"), (9, "9 <f+0x0>"), (0x1000, "1000 <f+0x0>")])
def test_a_loop_near_address_0_is_a_loop(place, head):
    # dec %eax; jne to itself; ret
    found = disassembled(CodeFile({"f": (place, bytes.fromhex("ffc8 75fc c3"))}, arm=False), "f")
    assert [texts(loop) for loop in loops(found)] == [["decl %eax", f"jne {head}"]]


def test_the_other_processor():
    (loop,) = loops(disassembled(CodeFile({"f": (0x40, ARM)}, arm=True), "f"))
    assert texts(loop) == ["add x0, x0, #1", "subs x1, x1, #1", "b.ne 40 <f+0x0>"]


def test_bytes_that_are_no_code_do_no_harm():
    assert disassembled(CodeFile({"f": (0, b"")}, arm=False), "f") == []
    assert disassembled(CodeFile({"f": (0, b"\x06\x0f\xff" * 50)}, arm=False), "f")


def test_a_slow_path_behind_a_loop_is_no_loop_of_its_own():
    (loop,) = loops(lines("cmp x", "jb 5 <f+5>", "dec x", "jne 0 <f>", "ret", "call 9 <g>", "jmp 2 <f+2>"))
    assert texts(loop) == ["cmp x", "jb 5 <f+5>", "dec x", "jne 0 <f>"]


def test_a_way_back_to_before_the_loop_is_no_loop():
    code = lines("jb 5 <f+5>", "mov x", "dec x", "jne 2 <f+2>", "ret", "call 9 <g>", "jmp 1 <f+1>")
    assert [texts(loop) for loop in loops(code)] == [["dec x", "jne 2 <f+2>"]]


def test_a_trap_among_the_lines_of_a_loop_is_none_of_its_trips():
    (loop,) = loops(lines("ja 3 <f+3>", "call 9 <g>", "ret", "dec x", "jne 0 <f>", "ret"))
    assert texts(loop) == ["ja 3 <f+3>", "dec x", "jne 0 <f>"]


def test_where_jumps_go_by_a_table_loops_are_told_by_their_places():
    (loop,) = loops(lines("mov x", "jmp *%rax", "dec x", "jne 0 <f>", "ret"))
    assert len(loop) == 4

"""Disassemblies, written by hand after what compilers make."""

import re

from objdump_listing import functions

from reducer.controls import generated_code
from reducer.controls.hot_loop import HotLoop
from reducer.controls.machine_code import MOST_LINES, loops, read_loop
from reducer.wat.tree import Instr

LIBRARY_CALL = """
0000000000000000 <wasm[0]::function[1]>:
       0:	push   %rbp
       4:	mov    $0x1000,%r13d
       a:	mov    %r13,%rdx
       d:	mov    $0x20,%r9d
      13:	call   1f8 <wasmtime_builtin_memory_copy>
      18:	sub    $0x1,%r13
      1c:	jne    a <wasm[0]::function[1]+0xa>
      22:	call   *%rcx
      24:	ret

00000000000001f8 <wasmtime_builtin_memory_copy>:
     1f8:	jmp    *%rax
"""
INLINE = """
0000000000000000 <wasm[0]::function[1]>:
       0:	mov    %rdi,%rsi
       4:	vmovdqu (%rax,%rsi,1),%xmm0
       9:	vmovdqu %xmm0,(%rax,%rcx,1)
       e:	sub    $0x1,%r8
      12:	je     20 <wasm[0]::function[1]+0x20>
      18:	jmp    4 <wasm[0]::function[1]+0x4>
      20:	call   *%rcx
      22:	ret
"""
GONE = """
0000000000000000 <f1>:
       0:	mov    %rdi,(%rsp)
       4:	mov    0x8(%rsp),%rax
       9:	lea    0x20(%rcx),%rdi
       d:	add    %eax,%edx
       f:	dec    %rax
      12:	jne    4 <f1+0x4>
      18:	ret
"""
TWO_LOOPS = """
0000000000000000 <f1>:
       0:	add    %eax,%edx
       2:	jne    0 <f1>
       8:	mov    %eax,0x60(%rdi)
       c:	jne    8 <f1+0x8>
      10:	ret
"""
NO_LOOP = """
0000000000000000 <f1>:
       0:	xorl   $0x80000000,(%rax)
       8:	ret
"""
ARM = """
0000000000000000 <f1>:
       0:	ldr	x0, [x1, #8]
       4:	str	x0, [x2]
       8:	subs	x3, x3, #0x1
       c:	b.ne	0 <f1>  // b.any
      10:	ret
"""


def hot(ordinal=0, loops_=1, other_calls=False):
    return HotLoop("$f1", 1, Instr("loop"), ordinal, loops_, other_calls)


def read(listing, runtime, instruction, loop):
    """What became of the instruction in the functions that may hold the loop."""
    pattern = re.compile(
        {"wasm2c": r"w2c_guest_.*", "wasmedge": "f1"}.get(runtime, r"wasm\[0\]::function\[1\]")
    )
    mine = {name: lines for name, lines in functions(listing).items() if pattern.fullmatch(name)}
    return generated_code.read(generated_code.hot_code(mine, loop), instruction, loop)


def only_loop(listing):
    (lines, *_) = functions(listing).values()
    (loop,) = loops(lines)
    return loop


def test_a_call_in_the_loop_is_a_library_call_and_one_behind_it_is_not():
    reading = read(LIBRARY_CALL, "wasmtime", "memory.copy", hot())
    assert reading.compiled == "library call"
    assert "wasmtime_builtin_memory_copy" in reading.excerpt
    assert "call *%rcx" not in reading.excerpt
    assert read(INLINE, "wasmtime", "memory.copy", hot()).compiled == "inline"


def test_loads_of_the_stack_and_addresses_are_no_copy():
    reading = read(GONE, "wasmedge", "memory.copy", hot())
    assert reading.compiled == "gone"
    assert reading.why == "nothing in the loop writes memory"


def test_a_load_that_stays_is_no_store():
    loop = only_loop(GONE.replace("0x8(%rsp)", "0x8(%rbx)"))
    assert read_loop(loop, "i32.load", other_calls=False).compiled == "inline"
    assert read_loop(loop, "i32.store", other_calls=False).compiled == "gone"


def test_a_store_in_the_loop_is_a_global_that_is_set():
    assert read(TWO_LOOPS, "wasmedge", "global.set", hot(1, 2)).compiled == "inline"
    assert read(TWO_LOOPS, "wasmedge", "global.set", hot(0, 2)).compiled == "gone"


def test_more_loops_than_there_were_are_not_told_apart():
    reading = read(TWO_LOOPS, "wasmedge", "global.set", hot())
    assert reading.compiled == "unknown"
    assert "2 loops for 1" in reading.why


def test_a_function_without_its_loop_has_lost_the_instruction():
    reading = read(NO_LOOP, "wasmedge", "global.set", hot())
    assert (reading.compiled, reading.why) == ("gone", "the function has no loop any more")


def test_a_function_that_is_not_there_is_not_gone():
    assert read(NO_LOOP, "wasmtime", "global.set", hot()).compiled == "unknown"
    assert read("", "wasm2c", "global.set", hot()).compiled == "unknown"


def test_a_call_that_may_be_anothers_proves_nothing_but_by_its_name():
    bare = LIBRARY_CALL.replace("1f8 <wasmtime_builtin_memory_copy>", "*0x18(%rbx)", 1)
    loop = only_loop(bare)
    assert read_loop(loop, "memory.copy", other_calls=False).compiled == "library call"
    assert read_loop(loop, "memory.copy", other_calls=True).compiled == "unknown"
    assert read_loop(only_loop(LIBRARY_CALL), "memory.copy", other_calls=True).compiled == "library call"


def test_what_has_no_rule_is_unknown():
    reading = read_loop(only_loop(INLINE), "i32.popcnt", other_calls=False)
    assert reading.compiled == "unknown"
    assert "i32.popcnt" in reading.why


def test_the_only_call_of_a_loop_is_that_of_a_reference_and_not_of_arithmetic():
    loop = only_loop(LIBRARY_CALL.replace("1f8 <wasmtime_builtin_memory_copy>", "*0x18(%rbx)", 1))
    assert read_loop(loop, "ref.func", other_calls=False).compiled == "library call"
    assert read_loop(loop, "ref.func", other_calls=True).compiled == "unknown"
    assert read_loop(loop, "i32.popcnt", other_calls=False).compiled == "unknown"


def test_a_call_that_is_named_as_the_instruction_is_its_own():
    loop = only_loop(LIBRARY_CALL.replace("memory_copy", "ref_func"))
    assert read_loop(loop, "ref.func", other_calls=True).compiled == "library call"


def test_a_call_is_itself_a_call():
    assert read_loop(only_loop(LIBRARY_CALL), "call_indirect", other_calls=False).compiled == "unknown"
    assert read_loop(only_loop(INLINE), "call_indirect", other_calls=False).compiled == "gone"


def test_a_string_instruction_is_inline():
    loop = only_loop(GONE.replace("add    %eax,%edx", "rep movsb %ds:(%rsi),%es:(%rdi)"))
    assert read_loop(loop, "memory.copy", other_calls=False).compiled == "inline"


def test_a_comparison_with_memory_is_no_write():
    loop = only_loop(GONE.replace("add    %eax,%edx", "cmp    %eax,(%rbx)"))
    assert read_loop(loop, "memory.fill", other_calls=False).compiled == "gone"


def test_the_other_processor():
    loop = only_loop(ARM)
    assert len(loop) == 4
    assert read_loop(loop, "memory.copy", other_calls=False).compiled == "inline"
    assert read_loop(only_loop(ARM.replace("str\tx0, [x2]", "bl\t40 <memcpy>")), "memory.copy",
                     other_calls=False).compiled == "library call"  # fmt: skip


def test_a_long_loop_is_shown_around_the_line_that_matters():
    filler = "\n".join(f"     {0x100 + index:x}:\tadd    %eax,%ebx" for index in range(60))
    listing = f"0 <f1>:\n{filler}\n     200:\tcall   900 <memmove@plt>\n     205:\tjne    100 <f1+0x100>\n"
    reading = read(listing, "wasmedge", "memory.copy", hot())
    lines = reading.excerpt.splitlines()
    assert any("memmove" in line for line in lines)
    assert len(lines) <= MOST_LINES + 2
    assert "more" in lines[0]

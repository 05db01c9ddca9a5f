"""Programs of a wanted size, the same ones every time: loops over memory, arithmetic, calls, in flat text."""

from __future__ import annotations

from functools import cache

SIZES = {"1 KB": 1_000, "50 KB": 50_000, "1 MB": 1_000_000, "10 MB": 10_000_000}

_FUNCTION = """
  (func $f{index} (type $t) (param $n i32) (result i32)
    (local $i i32) (local $sum i64) (local $x f64)
    loop $again
      local.get $i
      i32.const {index}
      i32.mul
      i32.load8_u offset={offset}
      i64.extend_i32_u
      local.get $sum
      i64.const 0x{index:x}
      i64.xor
      i64.add
      local.set $sum
      local.get $sum
      i64.const 3
      i64.rem_u
      i32.wrap_i64
      if (result f64)  ;; one in three
        local.get $x
        f64.sqrt
      else
        f64.const {index}.5
      end
      local.set $x
      local.get $i
      i32.const 1
      i32.add
      local.tee $i
      local.get $n
      i32.lt_u
      br_if $again
    end
    local.get $sum
    i32.wrap_i64
    call $f{callee})"""


@cache
def program(size: int) -> str:
    """A valid module of about `size` bytes of text."""
    functions: list[str] = []
    length = 0
    while length < size - 150:
        index = len(functions)
        functions.append(_FUNCTION.format(index=index, offset=index % 4096, callee=max(0, index - 1)))
        length += len(functions[-1])
    return "(module\n  (type $t (func (param i32) (result i32)))\n  (memory 1)" + "".join(functions) + "\n)\n"


def one_body(instructions: int) -> str:
    """A module of one function with about so many instructions."""
    four = "    local.get $x\n    i32.const 7\n    i32.add\n    local.set $x\n"
    return f"(module (func (local $x i32)\n{four * (instructions // 4)}))"

"""The canary's three loops, as binaries: small modules that a compiler cannot delete, for any trip count.

Each counts its trips down and turns a state (rotated, and a constant added); beside that, a trip of

- `live` does LIVE_STEPS additions and exclusive ors, on four values that do not depend on each other, and
  keeps the result;
- `roots` takes ROOTS square roots, each of the one before: what that takes is the processor's affair, whoever
  runs it;
- `dead` does the work of `live` and does not look at the result: a compiler that knows what is used drops it.

Their WAT stands in the tests, which assemble it and compare the bytes. They import nothing.
"""

from typing import Literal

Loop = Literal["live", "roots", "dead"]
LOOPS: tuple[Loop, ...] = ("live", "roots", "dead")

LANES = 4
# If it were shorter, what a compiler does once a trip would matter; if it were longer, some compilers would
# run out of registers and look slow.
ROUNDS = 32
LIVE_STEPS = LANES * ROUNDS * 2
ROOTS = 16
# Odd, with ones and zeros all over: the golden ratio in 64 bits, as a signed number.
MAGIC = 0x9E3779B97F4A7C15 - (1 << 64)

# Locals: the trips that are left, the state, what is kept, the root, and the lanes.
TRIPS, STATE, KEPT, ROOT, FIRST_LANE = 0, 1, 2, 3, 4

GET, SET, TEE = 0x20, 0x21, 0x22
I32_CONST, I64_CONST, F64_CONST = 0x41, 0x42, 0x44
I32_SUB, I64_EQ, I64_ADD, I64_XOR = 0x6B, 0x51, 0x7C, 0x85
I64_ROTL, F64_ADD, F64_SQRT, I64_REINTERPRET = 0x89, 0xA0, 0x9F, 0xBD
LOOP, IF, END, BR_IF, UNREACHABLE, NO_RESULT = 0x03, 0x04, 0x0B, 0x0D, 0x00, 0x40
I32, I64, F64 = 0x7F, 0x7E, 0x7C


def canary_module(loop: Loop, trips: int) -> bytes:
    """A WASI command that runs one of the loops `trips` times, and would trap if the value it kept were
    MAGIC."""
    groups = ((1, I32), (2, I64), (1, F64), (LANES, I64))
    body = bytes([len(groups), *(byte for group in groups for byte in group)])
    body += bytes([I32_CONST, *_signed(trips), SET, TRIPS, I64_CONST, *_signed(MAGIC), SET, STATE])
    body += bytes([LOOP, NO_RESULT]) + _turn() + _work(loop)
    body += bytes([GET, TRIPS, I32_CONST, 1, I32_SUB, TEE, TRIPS, BR_IF, 0, END])
    # The kept value decides how the module behaves, so no compiler may leave it out.
    body += bytes([GET, KEPT, GET, STATE, I64_XOR, GET, ROOT, I64_REINTERPRET, I64_XOR])
    body += bytes([I64_CONST, *_signed(MAGIC), I64_EQ])
    body += bytes([IF, NO_RESULT, UNREACHABLE, END, END])
    return _module(body)


def _turn() -> bytes:
    return bytes([GET, STATE, I64_CONST, 7, I64_ROTL, I64_CONST, *_signed(MAGIC), I64_ADD, SET, STATE])


def _work(loop: Loop) -> bytes:
    if loop == "roots":
        two_and_a_half = bytes.fromhex("0000000000000440")
        return (
            bytes([GET, ROOT, F64_CONST]) + two_and_a_half + bytes([F64_ADD, F64_SQRT, SET, ROOT])
        ) * ROOTS
    lanes = range(FIRST_LANE, FIRST_LANE + LANES)
    words = [[GET, STATE, I64_CONST, lane, I64_ROTL, SET, lane] for lane in lanes]
    words += [[GET, lane, GET, STATE, I64_ADD, GET, KEPT, I64_XOR, SET, lane] for lane in lanes] * ROUNDS
    if loop == "live":
        words += [[GET, KEPT, GET, lane, I64_XOR, SET, KEPT] for lane in lanes]
    return bytes(byte for word in words for byte in word)


def _module(body: bytes) -> bytes:
    sections = (
        (1, bytes([1, 0x60, 0, 0])),  # one type: nothing to nothing
        (3, bytes([1, 0])),  # one function, of that type
        (5, bytes([1, 0, 1])),  # one memory of one page, which some hosts insist on
        (7, bytes([2]) + _export(b"memory", 2) + _export(b"_start", 0)),
        (10, bytes([1]) + _sized(body)),
    )
    return b"\0asm\1\0\0\0" + b"".join(bytes([number]) + _sized(content) for number, content in sections)


def _export(name: bytes, kind: int) -> bytes:
    return _sized(name) + bytes([kind, 0])


def _sized(content: bytes) -> bytes:
    return bytes(_unsigned(len(content))) + content


def _unsigned(number: int) -> list[int]:
    """LEB128, as everywhere in the binary format."""
    low, rest = number & 0x7F, number >> 7
    return [low | 0x80, *_unsigned(rest)] if rest else [low]


def _signed(number: int) -> list[int]:
    low, rest = number & 0x7F, number >> 7
    done = rest == (-1 if low & 0x40 else 0)
    return [low] if done else [low | 0x80, *_signed(rest)]

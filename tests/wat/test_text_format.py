"""Corners of the text format, one by one: what wat2wasm takes is taken, and keeps its bytes when printed."""

from __future__ import annotations

import pytest
from test_same_bytes import check_law

from reducer.wat.assemble import Assembler
from reducer.wat.module import Module, parse
from reducer.wat.naming import named
from reducer.wat.numbers import integer, string_bytes
from reducer.wat.printer import print_module
from reducer.wat.tree import FunctionType

BARE = ""
TAKEN: dict[str, str] = {
    "quoted names": (
        '(module (func $"a b" (call $"c" (i32.const 1)) (call $"a b"))'
        ' (func $c (param $"x;;" i32) (drop (local.get $"x;;"))))'
    ),
    "nested annotations": (
        '(module (@a , ; ] "x)" ((@b)) ;; no end )\n (; ) ;) ) (func (@name "f") (@x) nop))'
    ),
    "a return that ends a comment": "(module (func (result i32) ;; a \r i32.const 1 return\r\n i32.const 2))",
    "a condition of several expressions": (
        "(module (func (if (param i32) (i32.const 1) (i32.const 2) (then drop) (else drop))))"
    ),
    "table64": "(module (table i64 1 funcref) (func (drop (table.get 0 (i64.const 0)))))",
    "a table with its elements and address type": "(module (table i64 funcref (elem $f)) (func $f))",
    "a table filled at first": "(module (type $t (func)) (table 3 (ref $t) (ref.func $f)) (func $f))",
    "groups, subtypes, fields": """(module
        (rec (type $a (sub (struct (field $x i8) (field (mut i16) i32))))
          (type (sub final $a (struct (field i8) (field (mut i16)) (field i32) (field f64))))
          (type (func (param (ref 1)))))
        (type (array (mut (ref null 0))))
        (func (param (ref 1)) (drop (struct.get_u $a $x (local.get 0)))))""",
    "reference types, short and long": """(module (func (param anyref (ref null any) eqref (ref eq) i31ref
        structref arrayref nullref nullfuncref nullexternref exnref nullexnref (ref null extern) (ref none)
        (ref null nofunc))))""",
    "casts": """(module (func (param anyref) (result (ref i31))
        (block (result anyref) (br_on_cast 1 anyref (ref i31) (local.get 0))) drop
        (ref.cast (ref i31) (local.get 0)) (br_on_cast_fail 0 (ref i31) (ref i31))))""",
    "handlers": """(module (tag $e (param i32)) (func (result i32 exnref)
        (block $l (result i32)
          (try_table $t (result i32) (catch $e $l) (catch_ref $e 1) (throw $e (i32.const 1))))
        unreachable))""",
    "no wrapper": "(func $f (nop)) (memory 1)",
    "empty module": "(module)",
    "named module": "(module $m (func))",
    "comment between ( and word": "( (;a;) module ( ;; b\n func ( (;c;) param i32)))",
    "comment at the very end": "(module (func)) ;; no newline",
    "comment before the last parenthesis": "(module (func)\n;; last\n)",
    "nested comments": "(module (; a (; b ;) ;) (func (; (;;) ;) (param i32) (; ( ;) nop (;;;)))",
    "comment with a lone carriage return": "(module (func (result i32) i32.const 1 ;; a\r return\n))",
    "strings like code": ('(module (memory 1) (data (i32.const 0) "(;" ";;" ")" "\\"" "\\u{e9}" "\\00"))'),
    "condition on the stack": "(module (func i32.const 1 (if (then nop))))",
    "void operands": "(module (func (nop (nop) (block)) (drop (nop) (i32.const 1) (nop))))",
    "condition with a statement": "(module (func (if (i32.eqz (i32.const 1) (nop)) (then))))",
    "condition is a block with operands": (
        "(module (func i32.const 1 (block (param i32) (result i32)) if end))"
    ),
    "end and else labels": "(module (func block $a end $a i32.const 1 if $b else $b end $b))",
    "shadowed labels": "(module (func (block $a (block $a (br $a) (br 1)))))",
    "branch out of the function": "(module (func (br 0) (block (br 1))))",
    "typed select": (
        "(module (func (result i32) (select (result i32) (i32.const 1) (i32.const 2) (i32.const 3))))"
    ),
    "implicit types": (
        """(module (func (param i64) (block (param) (result i32 f32) (i32.const 1) (f32.const 2)) drop drop)
             (func (call_indirect (param f64) (f64.const 1) (i32.const 0)))
             (func (type 1) (i32.const 1) (f32.const 2)) (func (type 2)) (table 1 funcref))"""
    ),
    "implicit type by index in a call": (
        "(module (table 1 funcref) (func (param i32)) (func i32.const 1 i32.const 0 call_indirect (type 0)))"
    ),
    "parameters of a type": "(module (type $t (func (param $a i32))) (func (type $t) (local $b i64)))",
    "segments without a word": (
        "(module (table 4 funcref) (func) (elem (i32.const 0) 0 0) (elem 0 (i32.const 1) 0))"
    ),
    "segments of expressions": (
        "(module (func) (elem funcref (ref.func 0) (item ref.null func) (item (ref.func 0))))"
    ),
    "table with its elements": (
        "(module (func) (table funcref (elem 0 0)) (table funcref (elem (ref.null func))))"
    ),
    "passive with a table": ("(module (func) (table 1 funcref) (elem 0 func 0) (elem (table 0) funcref))"),
    "memory with its data": '(module (memory $m (export "m") (data "a" "b")))',
    "inline imports": (
        """(module (func $f (export "e") (import "a" "b") (param $p i32)) (memory (import "a" "m") 1 2)
             (table (import "a" "t") 1 funcref) (global (export "g") (import "a" "g") (mut i64)))"""
    ),
    "structs and arrays": (
        """(module (type (struct)) (type (struct (field $x i32) (field (mut f32) i64)))
             (type (array (mut i32))))"""
    ),
    "typed references": (
        """(module (type $t (func (param i32) (result i32)))
             (func $f (type $t) (local.get 0)) (elem declare func $f)
             (func (param (ref $t) (ref $t)) (result i32) (call_ref $t (i32.const 1) (local.get 1)))
             (func (result i32) (call_ref $t (i32.const 1) (ref.func $f))))"""
    ),
    "many memories": (
        """(module (memory $a 1) (memory $b i64 1) (data (memory $b) (i64.const 0) "x")
             (func (drop (i32.load $b offset=4 (i64.const 0))) (drop (i32.load (memory 0) (i32.const 0)))
               (memory.copy $a $b (i32.const 0) (i64.const 0) (i32.const 1))
               (memory.init (memory 0) 0 (i32.const 0) (i32.const 0) (i32.const 1))
               (drop (i32.atomic.load 1 (i64.const 0)))
               (drop (v128.load8_lane $b 3 (i64.const 0) (v128.const i64x2 0 0)))))"""
    ),
    "exceptions": (
        """(module (tag $e (export "e") (param i32)) (func (result i32)
             (try $l (result i32) (do (throw $e (i32.const 1))) (catch $e) (catch_all (rethrow $l)))
             try $m (result i32) i32.const 1 delegate 0 drop
             (try (do) (delegate 0)) try end))"""
    ),
    "try in what wabt does not take": (
        """(module (type $a (array (mut i8))) (tag $e) (func (drop (array.len (ref.null $a)))
             try $l throw $e catch $e nop catch_all rethrow $l end try nop delegate 0
             (drop (i32.const 1))))"""
    ),
    "annotations": '(module (@name "n") (func (@custom (a "\\")" ;; x\n)) nop (@other)))',
    "code metadata": (
        """(module (func (param i32) (@metadata.code.a "x")
             local.get 0 (@metadata.code.branch_hint "\\00") if nop end
             (@metadata.code.b "y") (if (local.get 0) (then (@metadata.code.c "\\"z)"))) (@metadata.code.d "")
             (drop (i32.add (local.get 0) (block (result i32) (@metadata.code.e "") (i32.const 1))))))"""
    ),
    "code metadata between operands": (
        '(module (func i32.const 1 (@metadata.code.a "x") i32.const 2 i32.add drop))'
    ),
    "a binary as strings": (
        '(module binary "\\00asm" (; b ;) "\\01\\00\\00\\00" "\\01\\04\\01\\60\\00\\00")'
    ),
}


@pytest.mark.parametrize("text", TAKEN.values(), ids=TAKEN)
def test_it_is_taken_and_keeps_its_bytes(text: str) -> None:
    check_law(text)


NUMBERS = {
    "i32": ["0", "+1", "-1", "0xffff_ffff", "-0x8000_0000", "4294967295", "1_0", "007"],
    "i64": ["0xffff_ffff_ffff_ffff", "-9223372036854775808", "+0x0", "1_2_3"],
    "f32": [
        "0",
        "-0",
        "1.",
        "1.5e-3",
        "0x1.8p3",
        "0x1p-149",
        "0x.8p0".replace("x.", "x0."),
        "inf",
        "-inf",
        "nan",
    ],
    "f64": ["+nan", "-nan:0x1", "nan:0xf_ffff_ffff_ffff", "1_0.0_1e+1_0", "0xA.Bp-1_0", "1E300", "0x1"],
}


@pytest.mark.parametrize("type_", NUMBERS)
def test_every_form_of_number_keeps_its_bytes(type_: str) -> None:
    constants = "".join(f"(func (result {type_}) {type_}.const {number})" for number in NUMBERS[type_])
    check_law(f"(module {constants})")


def body_text(text: str, style: str) -> str:
    module = parse(text)
    printed = print_module(module, "flat" if style == "flat" else "folded")
    return " ".join(printed.split())


def test_flat_code_is_folded() -> None:
    text = "(module (func (param i32) (result i32) local.get 0 i32.const 1 i32.add nop i32.eqz))"
    assert body_text(text, "folded") == (
        "(module (func (param i32) (result i32) (i32.eqz (i32.add (local.get 0) (i32.const 1)) (nop)) ))"
    )


def test_folded_code_is_flattened() -> None:
    text = "(module (func (if (i32.eqz (i32.const 1)) (then (nop)) (else (return)))))"
    assert body_text(text, "flat") == "(module (func i32.const 1 i32.eqz if nop else return end ))"


def test_an_unedited_field_is_printed_as_its_author_wrote_it() -> None:
    text = "(module ;; a program\n  (memory   1)\n\n  ;; what it does\n  (func $f   nop (; odd ;) )\n)\n"
    printed = print_module(parse(text))
    for piece in (";; a program", "(memory   1)", ";; what it does", "(func $f   nop (; odd ;) )"):
        assert piece in printed


def test_comments_survive_a_change_of_style() -> None:
    text = "(module (func\n ;; why\n (drop (i32.const 1)) ;; trailing\n (block (nop)\n ;; at the end\n)))"
    for style in ("flat", "folded"):
        printed = print_module(parse(text), "flat" if style == "flat" else "folded")
        assert all(comment in printed for comment in (";; why", ";; trailing", ";; at the end"))


def test_names_go_everywhere() -> None:
    text = """(module (type (func (param i32))) (import "a" "b" (func (type 0))) (memory 1)
      (global i32 (i32.const 1))
      (func (param i32) (local i64) (block (br 0)) (call 0 (local.get 0)) (drop (global.get 0)))
      (export "f" (func 1)) (start 2) (func))"""
    printed = print_module(named(parse(text)))
    for words in (
        "(type $t0",
        "(func $f0 (type $t0)",
        "$f1",
        "(param $l0 i32)",
        "(local $l1 i64)",
        "(br $label)",
    ):
        assert words in printed
    for words in ("(call $f0", "(global.get $g0)", '(export "f" (func $f1))', "(start $f2)"):
        assert words in printed


def test_naming_a_named_module_changes_nothing() -> None:
    module = named(parse("(module (func (param i32) (block (br 0))))"))
    assert named(module) is module


def test_a_number_in_a_value_type_becomes_a_name_too() -> None:
    types = "(type $a (func)) (type (func (param (ref 0))))"
    text = f"(module {types} (func (local (ref null 0)) ref.null 0 drop))"
    printed = print_module(named(parse(text)))
    assert "(param (ref $a))" in printed
    assert "(local $l0 (ref null $a))" in printed
    assert "ref.null $a" in printed


def test_types_of_what_a_body_refers_to() -> None:
    module = parse("(module (type (func (param i32))) (func (type 0)) (func (result f32) f32.const 0))")
    assert module.function_type("0") == FunctionType(("i32",), ())
    assert module.function_type("1") == FunctionType((), ("f32",))


def test_instructions_are_counted_without_their_delimiters() -> None:
    module = parse("(module (func block nop end) (func (if (i32.const 1) (then) (else (nop)))))")
    assert module.instructions() == 5


def test_integers_are_read_as_the_text_format_means_them() -> None:
    assert [integer(text) for text in ("010", "-0x1_F", "+1_0", "0")] == [10, -31, 10, 0]


def test_strings_are_bytes() -> None:
    assert string_bytes(r'"a\00\ff" (; c ;) "\n\"\u{e9}"') == b'a\x00\xff\n"\xc3\xa9'


def test_wabt_keeps_implicit_types_in_order() -> None:
    """What the order of implicit types is held to."""
    text = "(module (func (param i64)) (func (param i32)) (func (type 1) (drop (local.get 0))))"
    module: Module = parse(text)
    declared = parse(
        "(module (type (func (param i64))) (type (func (param i32)))" + text.removeprefix("(module")
    )
    wanted = Assembler("wat2wasm").assemble(print_module(declared))
    assert Assembler("wat2wasm").assemble(text) == wanted
    assert module.function_type("2") == FunctionType(("i32",), ())

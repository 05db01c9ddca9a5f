"""Constants of a type: of structures within structures, as deep and as large as is allowed and no more."""

from reducer.wat.constants import MAX_DEPTH, constant_of, text_of
from reducer.wat.module import parse
from reducer.wat.naming import named

INNER = "(module (type $inner (struct (field i32))) (type $outer (struct (field (ref $inner)) (field i8))))"


def test_a_structure_in_a_structure_is_made_only_where_depth_allows_it() -> None:
    module = named(parse(INNER))
    assert constant_of(module, "(ref $outer)") is None
    made = constant_of(module, "(ref $outer)", 1)
    assert made is not None
    assert text_of((made,)) == "struct.new_default $inner i32.const 0 struct.new $outer"


def test_a_structure_of_millions_of_structures_has_no_constant_and_takes_no_time_to_say_so() -> None:
    types = ["(type $t0 (struct (field i32)))"]
    types += [f"(type $t{i} (struct {f'(field (ref $t{i - 1})) ' * 40}))" for i in range(1, MAX_DEPTH)]
    module = named(parse(f"(module {' '.join(types)})"))
    assert constant_of(module, f"(ref $t{MAX_DEPTH - 1})", MAX_DEPTH) is None


def test_a_structure_that_must_hold_itself_has_no_constant() -> None:
    module = named(parse("(module (type $t (struct (field (ref $t)))))"))
    assert constant_of(module, "(ref $t)", MAX_DEPTH) is None

"""Types that folding gives to instructions."""

from reducer.wat.module import parse
from reducer.wat.tree import Instr


def test_a_function_reference_has_a_type_of_its_own_where_calls_through_references_are_used() -> None:
    module = parse("""
    (module (type $t (func))
      (func $f (type $t) (drop (ref.func $f)))
      (func (call_ref $t (ref.func $f))))
    """)
    calling = module.body(module.functions[1])[0]
    assert isinstance(calling, Instr) and calling.operands[0].results == ("(ref $t)",)

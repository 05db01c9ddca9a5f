"""`wreduce blame` from end to end, on real runtimes."""

import json

import pytest

from reducer.cli import main
from reducer.records.findings import BlameFinding, CodeFinding, from_json


def run(*words):
    with pytest.raises(SystemExit) as left:
        main(["blame", *map(str, words)])
    return left.value.code


CASE = """(module
  (memory (export "memory") 1)
  (elem declare func $f)
  (func $f)
  (func (export "_start") (local $i i64)
    (local.set $i (i64.const 2097152))
    (loop $body
      (i32.store
        (i32.and (i32.wrap_i64 (local.get $i)) (i32.const 65504))
        (ref.is_null
          (ref.func $f)))
      (local.set $i (i64.sub (local.get $i) (i64.const 1)))
      (br_if $body (i64.ne (local.get $i) (i64.const 0))))))
"""
"""The slow side takes more than ten times as long, on whatever processor."""


@pytest.mark.timing
@pytest.mark.runtime
@pytest.mark.network
def test_the_share_of_ref_func_is_the_largest_by_far(tmp_path, capsys):
    case = tmp_path / "case.wat"
    case.write_text(CASE)
    out, facts = tmp_path / "out", tmp_path / "facts.json"
    words = ["--slow", "wasmtime@41.0.0", "--fast", "wasmer", "--rounds", "12", "--most", "6"]
    code = run(case, *words, "--out", out, "--json", facts)
    shown = capsys.readouterr()
    assert code == 0, shown.err
    finding = from_json(BlameFinding, json.loads(facts.read_text()))
    assert from_json(BlameFinding, json.loads((out / "blame.json").read_text())) == finding
    carrying = [site for site in finding.sites if site.share and site.share.estimate > 0.6]
    # It goes alone, and with the store that it is an operand of.
    assert carrying and all("ref.func" in site.text or "i32.store" in site.text for site in carrying)
    others = [site for site in finding.sites if site not in carrying and site.share]
    assert others
    assert all(site.share.estimate < 0.3 for site in others)
    assert finding.classes[0].text == "references"
    assert max(finding.listing, key=lambda line: line.heat).text.strip() == "(ref.func $f)))"
    assert "trigger: " in shown.out
    assert "\x1b" not in shown.out
    generated_code = from_json(CodeFinding, json.loads((out / "generated_code.json").read_text()))
    assert [side.spec for side in generated_code.sides] == ["wasmtime@41.0.0", "wasmer"]
    assert finding.neighbour is not None
    text = (out / "neighbour.wat").read_text()
    assert text.startswith(";; Nearest passing neighbour of case.wat: ")


def test_bad_input_is_told_in_one_line(tmp_path, capsys):
    assert run(tmp_path / "missing.wat") == 2
    assert run(tmp_path) == 2
    case = tmp_path / "case.wat"
    case.write_text('(module (memory (export "memory") 1) (func (export "_start")))')
    assert run(case, "--slow", "nonsense") == 2
    assert all(line.startswith("wreduce: ") for line in capsys.readouterr().err.splitlines())

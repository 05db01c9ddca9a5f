"""`wreduce blame` from end to end, on real runtimes."""

import json

import pytest

from reducer.cli import main
from reducer.records.findings import BlameFinding, CodeFinding, from_json


def run(*words):
    with pytest.raises(SystemExit) as left:
        main(["blame", *map(str, words)])
    return left.value.code


@pytest.mark.timing
@pytest.mark.runtime
@pytest.mark.network
def test_the_share_of_memory_copy_is_the_largest_by_far(seeds, tmp_path, capsys):
    case = tmp_path / "case.wat"
    text = (seeds / "bulk_memory" / "primary_memory_copy_len32.wat").read_text()
    case.write_text(text.replace("268435456", "8388608"))
    out, facts = tmp_path / "out", tmp_path / "facts.json"
    words = ["--slow", "wasmtime@41.0.0", "--fast", "wasmer", "--rounds", "9", "--most", "6"]
    code = run(case, *words, "--out", out, "--json", facts)
    shown = capsys.readouterr()
    assert code == 0, shown.err
    finding = from_json(BlameFinding, json.loads(facts.read_text()))
    assert from_json(BlameFinding, json.loads((out / "blame.json").read_text())) == finding
    first = finding.sites[0]
    assert first.text.startswith("memory.copy")
    assert first.share.estimate > 0.7
    others = [site for site in finding.sites if not site.text.startswith("memory.copy") and site.share]
    assert others
    assert all(site.share.estimate < first.share.estimate - 0.3 for site in others)
    assert [entry.text for entry in finding.classes] == ["bulk memory"]
    assert max(finding.listing, key=lambda line: line.heat).text.strip() == "(memory.copy)"
    assert "memory.copy" in shown.out
    assert "trigger: " in shown.out
    assert "\x1b" not in shown.out
    generated_code = from_json(CodeFinding, json.loads((out / "generated_code.json").read_text()))
    assert [side.spec for side in generated_code.sides] == ["wasmtime@41.0.0", "wasmer"]
    if finding.neighbour is not None:
        text = (out / "neighbour.wat").read_text()
        assert text.startswith(";; Nearest passing neighbour of case.wat: ")


def test_bad_input_is_told_in_one_line(tmp_path, capsys):
    assert run(tmp_path / "missing.wat") == 2
    assert run(tmp_path) == 2
    case = tmp_path / "case.wat"
    case.write_text('(module (memory (export "memory") 1) (func (export "_start")))')
    assert run(case, "--slow", "nonsense") == 2
    assert all(line.startswith("wreduce: ") for line in capsys.readouterr().err.splitlines())

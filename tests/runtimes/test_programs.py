"""Which of several programs is taken, and which version it is."""

import pytest
from stand_in_programs import stand_in

from reducer import children
from reducer.runtimes import RuntimesError
from reducer.runtimes.programs import find, installed_versions, programs_folder
from reducer.runtimes.table import known_runtimes


@pytest.fixture
def places(tmp_path, monkeypatch):
    """Two empty places: the only folder that programs are in, and the one for those that wreduce installs."""
    monkeypatch.setattr(children, "PACKAGES", {})
    monkeypatch.setenv("PATH", str(tmp_path / "path"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "path", programs_folder()


def mode_of(name, mode=None):
    return known_runtimes()[name].mode(mode)


def test_a_program_that_is_nowhere_is_told_with_how_to_get_it(places):
    with pytest.raises(
        RuntimesError, match=r"^iwasm-fast-jit or iwasm is not installed: build it from source"
    ):
        find(mode_of("iwasm", "fast-jit"))


def test_a_persons_own_on_path_goes_before_ours(places):
    path, ours = places
    stand_in(ours / "wazero" / "1.12.0" / "bin", "wazero", "1.12.0")
    assert find(mode_of("wazero")).version == "1.12.0"
    stand_in(path, "wazero", "1.5.0")
    assert find(mode_of("wazero")).version == "1.5.0"


def test_of_ours_the_newest_is_taken_by_number(places):
    _, ours = places
    for version in ("0.9.1", "0.17.1", "0.14.1"):
        stand_in(ours / "wasmedge" / version / "bin", "wasmedge", version)
    assert installed_versions("wasmedge") == ["0.17.1", "0.14.1", "0.9.1"]
    assert find(mode_of("wasmedge")).version == "0.17.1"


def test_a_version_that_is_named_is_looked_for_among_ours_and_then_on_path(places):
    path, ours = places
    stand_in(ours / "wasmedge" / "0.14.1" / "bin", "wasmedge", "0.14.1")
    stand_in(path, "wasmedge", "0.17.1")
    assert find(mode_of("wasmedge"), "0.14").version == "0.14.1"
    assert find(mode_of("wasmedge"), "0.17.1").programs["program"] == path / "wasmedge"
    with pytest.raises(RuntimesError, match=r"wasmedge 0\.16 is not installed \(.*wasmedge is 0\.17\.1\)"):
        find(mode_of("wasmedge"), "0.16")


def test_a_program_for_one_mode_goes_before_one_for_all(places):
    path, _ = places
    general = stand_in(path, "iwasm", "2.4.5")
    special = stand_in(path, "iwasm-llvm-jit", "2.4.5")
    assert find(mode_of("iwasm", "llvm-jit")).programs["program"] == special
    assert find(mode_of("iwasm", "interp")).programs["program"] == general


def test_a_build_without_the_mode_is_passed_over(places):
    path, ours = places
    stand_in(path, "iwasm", "2.4.5", usage="  --interp   Run the wasm app with interpreter mode")
    with pytest.raises(RuntimesError, match=r"not installed \(.*/iwasm is built without llvm-jit\)"):
        find(mode_of("iwasm", "llvm-jit"))
    assert find(mode_of("iwasm", "interp")).version == "2.4.5"
    other = stand_in(ours / "iwasm" / "2.4.4" / "bin", "iwasm", "2.4.4")
    assert find(mode_of("iwasm", "llvm-jit")).programs["program"] == other


def test_a_second_program_is_taken_from_beside_the_first(places):
    path, ours = places
    stand_in(path, "iwasm", "2.4.5")
    with pytest.raises(RuntimesError, match=r"^wamrc is not installed"):
        find(mode_of("iwasm", "aot"))
    stand_in(path, "wamrc")
    stand_in(ours / "iwasm" / "2.3.0" / "bin", "iwasm", "2.3.0")
    beside = stand_in(ours / "iwasm" / "2.3.0" / "bin", "wamrc")
    assert find(mode_of("iwasm", "aot")).programs["wamrc"] == path / "wamrc"
    assert find(mode_of("iwasm", "aot"), "2.3").programs["wamrc"] == beside


def test_what_a_program_works_with_is_part_of_its_version(places):
    path, _ = places
    stand_in(path, "wasm2c", "1.0.32")
    stand_in(path, "gcc", "(Somewhere 12.2.0-14) 12.2.0")
    found = find(mode_of("wasm2c", "gcc"))
    assert (found.version, found.versions) == ("1.0.32", "1.0.32 with gcc 12.2.0")


def test_a_version_in_the_path_of_a_program_is_not_taken_for_its_own(places, monkeypatch, tmp_path):
    folder = tmp_path / "old-0.1.2"
    stand_in(folder, "wazero", body="").write_text(f"#!/bin/sh\necho {folder}/wazero version 1.12.0\n")
    monkeypatch.setenv("PATH", f"{folder}:/bin:/usr/bin")
    assert find(mode_of("wazero")).version == "1.12.0"


def test_a_program_that_is_put_anew_is_asked_again(places):
    path, _ = places
    stand_in(path, "wazero", "1.5.0")
    assert find(mode_of("wazero")).version == "1.5.0"
    stand_in(path, "wazero", "1.6.0")
    assert find(mode_of("wazero")).version == "1.6.0"


def test_a_program_that_does_not_start_is_an_error_in_one_line(places):
    path, _ = places
    stand_in(path, "wazero").write_text("#!/no/such/interpreter\n")
    with pytest.raises(RuntimesError, match="wazero version does not run") as caught:
        find(mode_of("wazero"))
    assert "\n" not in str(caught.value)

"""Releases of wasmtime: fetched once, whole or not at all. pip is played by a function."""

import subprocess
import threading
from pathlib import Path

import pytest

from reducer.runtimes import RuntimesError, open_runtime, releases


@pytest.fixture
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "wreduce" / "wasmtime"


@pytest.fixture
def pip(monkeypatch):
    """Records its calls, and installs a package of one file unless `words` say what went wrong."""

    class Pip:
        words = ""
        calls = 0
        meanwhile = staticmethod(lambda: None)

        def __call__(self, command, **options):
            self.calls += 1
            target = Path(command[command.index("--target") + 1])
            (target / "wasmtime").mkdir()
            self.meanwhile()
            return subprocess.CompletedProcess(command, 1 if self.words else 0, b"", self.words.encode())

    stand_in = Pip()
    monkeypatch.setattr(releases, "run", stand_in)
    return stand_in


def test_a_release_is_fetched_once(cache, pip):
    folder = releases.wasmtime_release("1.2.3")
    assert folder == cache / "1.2.3"
    assert (folder / "wasmtime").is_dir()
    assert releases.wasmtime_release("1.2.3") == folder
    assert pip.calls == 1


def test_a_short_version_is_the_same_release(cache, pip):
    assert releases.wasmtime_release("1") == releases.wasmtime_release("1.0.0") == cache / "1.0.0"
    assert pip.calls == 1


def test_the_release_in_the_environment_is_not_fetched(cache, pip, monkeypatch):
    monkeypatch.setattr(releases, "installed", lambda *names: (Path("/there"), "1.2.3"))
    assert releases.wasmtime_release("1.2.3") == Path("/there")
    assert pip.calls == 0


def test_two_who_fetch_at_once_end_with_one_whole_folder(cache, pip):
    both = threading.Barrier(2)
    pip.meanwhile = both.wait
    folders = []
    threads = [
        threading.Thread(target=lambda: folders.append(releases.wasmtime_release("1.2.3"))) for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert folders == [cache / "1.2.3"] * 2
    assert [entry.name for entry in cache.iterdir()] == ["1.2.3"]


def test_an_interrupted_fetch_leaves_nothing_under_the_name(cache, pip):
    def interrupt():
        raise KeyboardInterrupt

    pip.meanwhile = interrupt
    with pytest.raises(KeyboardInterrupt):
        releases.wasmtime_release("1.2.3")
    assert list(cache.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "advice"),
    [
        pytest.param(
            "ERROR: Could not find a version that satisfies the requirement wasmtime==1.2.3 "
            "(from versions: 45.0.0, 46.0.0, 46.0.1)\nERROR: No matching distribution found",
            "PyPI has no wasmtime 1.2.3 for this machine: the latest it has are 45.0.0, 46.0.0, 46.0.1",
            id="no such release",
        ),
        pytest.param(
            "WARNING: Retrying after connection broken by 'NewConnectionError(...)'\n"
            "ERROR: Could not find a version that satisfies the requirement (from versions: none)",
            "try again when online",
            id="offline",
        ),
        pytest.param("ERROR: disk full", "pip says: ERROR: disk full", id="anything else"),
    ],
)
def test_what_cannot_be_had_is_said_in_one_line_and_leaves_nothing(cache, pip, words, advice):
    pip.words = words
    with pytest.raises(RuntimesError) as caught:
        releases.wasmtime_release("1.2.3")
    assert advice in str(caught.value)
    assert "\n" not in str(caught.value)
    assert list(cache.iterdir()) == []


def test_a_cache_that_cannot_be_written_names_the_setting(tmp_path, monkeypatch, pip):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    with pytest.raises(RuntimesError, match="set XDG_CACHE_HOME"):
        releases.wasmtime_release("1.2.3")


@pytest.mark.parametrize("name", ["wasmtime", "wasmer"])
def test_a_runtime_that_is_not_installed_says_how_to_install_it(name, monkeypatch):
    monkeypatch.setattr(releases.importlib.util, "find_spec", lambda package: None)
    with pytest.raises(RuntimesError, match=f"not installed: pip install {name}"):
        open_runtime(name)


def test_another_version_of_wasmer_than_is_installed_says_how_to_get_it():
    with pytest.raises(RuntimesError, match=r"pip install wasmer-sdk==0\.0\.1"):
        open_runtime("wasmer@0.0.1")


def test_a_version_that_is_no_release_number_is_refused():
    with pytest.raises(RuntimesError, match=r"write e\.g"):
        open_runtime("wasmtime@41x")

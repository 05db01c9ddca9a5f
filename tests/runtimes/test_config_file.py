"""Which wreduce.toml is read: the user's own, never one that merely lies in the working folder."""

from pathlib import Path

import pytest

from reducer.runtimes import RuntimesError, parse_spec
from reducer.runtimes.config_file import config_file, unread_words, use_config_file

CONTENT = '[runtime.mine]\nrun = ["x", "{wasm}"]\n'


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, with a wreduce.toml in it; there is none at home."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "wreduce.toml").write_text(CONTENT)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    # Set, so that what a test changes is put back.
    monkeypatch.setenv("WREDUCE_TOML", "")
    return folder


def test_one_in_the_working_folder_is_not_read_and_that_is_told(corpus: Path) -> None:
    with pytest.raises(RuntimesError, match="unknown runtime 'mine'"):
        parse_spec("mine")
    assert "is not read" in unread_words() and "--config wreduce.toml" in unread_words()


@pytest.mark.parametrize("variable", ["", "XDG_CONFIG_HOME"])
def test_the_one_in_the_users_configuration_folder_is_read(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    base = tmp_path / "home" / ".config"
    if variable:
        base = tmp_path / "settings"
        monkeypatch.setenv(variable, str(base))
    (base / "wreduce").mkdir(parents=True)
    (base / "wreduce" / "wreduce.toml").write_text(CONTENT)
    assert parse_spec("mine").name == "mine"
    assert "is not read" in unread_words()
    monkeypatch.chdir(base / "wreduce")
    assert unread_words() == ""


def test_a_relative_configuration_folder_would_be_the_working_folder(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (corpus / "wreduce").mkdir()
    (corpus / "wreduce.toml").rename(corpus / "wreduce" / "wreduce.toml")
    monkeypatch.setenv("XDG_CONFIG_HOME", ".")
    assert config_file() is None


def test_one_that_is_named_is_read_from_anywhere(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_config_file(Path("wreduce.toml"))
    assert unread_words() == ""
    monkeypatch.chdir("/")
    assert parse_spec("mine").name == "mine"


def test_a_variable_is_as_good_as_the_option(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WREDUCE_TOML", "wreduce.toml")
    use_config_file(None)
    monkeypatch.chdir("/")
    assert config_file() == corpus / "wreduce.toml"

"""Compilers of hostile modules are stopped at their limits, and say what was wrong in a line."""

import sys

import pytest

from reducer.controls.fenced import NotShown, run_fenced
from reducer.runtimes import Limits


def python(script):
    return [sys.executable, "-I", "-S", "-c", script]


def test_what_it_leaves_lies_in_the_folder(tmp_path):
    run_fenced(python("open('made', 'w').write('code')"), tmp_path)
    assert (tmp_path / "made").read_text() == "code"


def test_a_compiler_that_fails_is_quoted(tmp_path):
    with pytest.raises(NotShown, match=r"fails: it is no module$"):
        run_fenced(python("import sys; sys.exit('more\\nit is no module')"), tmp_path)


def test_a_program_that_is_not_there_is_said(tmp_path):
    with pytest.raises(NotShown, match=r"^compiler fails: FileNotFoundError"):
        run_fenced([str(tmp_path / "compiler")], tmp_path)


def test_one_that_takes_too_much_memory_is_ended(tmp_path):
    with pytest.raises(NotShown, match="uses more than 1 MiB of memory"):
        run_fenced(python("import time; time.sleep(60)"), tmp_path, limits=Limits(memory_bytes=1 << 20))


def test_one_that_writes_too_much_is_ended(tmp_path):
    with pytest.raises(NotShown, match="fails"):
        run_fenced(python("open('made', 'wb').write(b'0' * 9000)"), tmp_path, limits=Limits(file_bytes=4096))
    assert (tmp_path / "made").stat().st_size <= 4096

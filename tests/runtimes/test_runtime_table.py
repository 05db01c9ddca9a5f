"""The table of runtimes: what its file may hold, what is said to what is wrong, and a person's own rows."""

import tomllib

import pytest

from reducer.runtimes import RuntimesError, parse_spec
from reducer.runtimes.mode import BUILT_IN
from reducer.runtimes.table import known_runtimes, read_own

COMMANDS = [
    pytest.param(mode, id=mode.spec)
    for row in known_runtimes().values()
    for mode in row.modes.values()
    if mode.kind == "command"
]


@pytest.fixture
def own(tmp_path):
    """Writes a wreduce.toml and reads its rows."""

    def read(text):
        path = tmp_path / "wreduce.toml"
        path.write_text(text)
        return read_own(path)

    return read


def test_the_table_says_of_every_runtime_what_it_is_and_how_to_get_it():
    for row in known_runtimes().values():
        for mode in row.modes.values():
            assert mode.about, mode.spec
            assert mode.install, mode.spec


def test_every_name_of_the_file_is_a_runtime():
    assert list(known_runtimes()) == [name for path in BUILT_IN for name in tomllib.loads(path.read_text())]


@pytest.mark.parametrize("mode", COMMANDS)
def test_every_command_line_says_what_a_trap_and_a_refused_module_look_like(mode):
    assert mode.trap
    assert mode.refused
    assert mode.version


def test_a_mode_is_what_the_table_says_for_that_version():
    jit = known_runtimes()["wasmedge"].mode("jit")
    assert jit.for_version("0.16.1").run == ("{program}", "--enable-jit", "{given}", "{wasm}", "{arguments}")
    assert jit.for_version("0.17.1").run == (
        "{program}", "run", "--run-mode=jit", "{given}", "{wasm}", "{arguments}",
    )  # fmt: skip


def test_a_version_that_has_no_such_mode_is_told_which_have_it():
    singlepass = known_runtimes()["wasmer"].mode("singlepass")
    with pytest.raises(
        RuntimesError, match=r"wasmer\+singlepass is there in versions >=7, and this is 6\.1\.0"
    ):
        singlepass.for_version("6.1.0")


def test_three_lines_make_a_runtime(own):
    row = own('[runtime.mine]\nrun = ["/opt/x/iwasm", "--llvm-jit", "{wasm}"]\n')["mine"]
    mode = row.mode(None)
    assert mode.kind == "command"
    assert mode.programs == ("/opt/x/iwasm",)
    assert mode.run == ("{program}", "--llvm-jit", "{wasm}")


def test_a_relative_program_lies_beside_the_file_that_names_it(own, tmp_path):
    row = own('[runtime.mine]\nrun = ["build/iwasm", "{wasm}"]\n')["mine"]
    assert row.mode(None).programs == (str(tmp_path / "build" / "iwasm"),)


def test_modes_options_and_versions_can_be_written_too(own):
    row = own("""
        [runtime.mine]
        default_mode = "fast"
        version = ["{program}", "-V"]
        [runtime.mine.mode.slow]
        run = ["x", "-O0", "{wasm}"]
        [runtime.mine.mode.fast]
        options.level = ["1", "2"]
        flags.level = ["-O", "{value}"]
        run = ["x", "{flags}", "{wasm}"]
        [[runtime.mine.mode.fast.when]]
        versions = "<2"
        run = ["{program}", "--old", "{flags}", "{wasm}"]
    """)["mine"]
    assert row.mode(None).name == "fast"
    assert row.mode("slow").version == (("{program}", "-V"),)
    assert row.mode("fast").for_version("1.9").run[1] == "--old"


def test_a_persons_row_is_a_name_like_the_others(tmp_path, monkeypatch):
    (tmp_path / "wreduce.toml").write_text('[runtime.mine]\nrun = ["x", "{wasm}"]\n')
    monkeypatch.setenv("WREDUCE_TOML", str(tmp_path / "wreduce.toml"))
    assert parse_spec("mine").name == "mine"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("[runtime.mine", "wreduce.toml: Expected", id="not TOML"),
        pytest.param("[mine]", "mine: not known here: write [runtime.NAME]", id="not under runtime"),
        pytest.param("[runtime.mine]", "runtime.mine.run: missing", id="nothing to run"),
        pytest.param("[runtime.Mine]\nrun=['x']", "runtime.Mine: a name is small letters", id="name"),
        pytest.param("[runtime]\nmine = 3", "runtime.mine: must be a table", id="not a table"),
        pytest.param(
            "[runtime.mine]\nrun = 'x {wasm}'", "runtime.mine.run: must be a list of words", id="text"
        ),
        pytest.param("[runtime.mine]\nrun = []", "must be a list of words", id="empty"),
        pytest.param(
            "[runtime.mine]\nrun = ['x', '{wasn}']", "run: {wasn} stands for nothing: there are", id="place"
        ),
        pytest.param("[runtime.mine]\nrun = ['{wasm}']", "programs: missing", id="no program"),
        pytest.param("[runtime.mine]\nran = ['x']", "runtime.mine.ran: not known: the keys are", id="key"),
        pytest.param(
            "[runtime.mine]\nrun = ['x']\ntrap = '('", "mine.trap: not a regular expr", id="pattern"
        ),
        pytest.param(
            "[runtime.mine]\nrun = ['x']\nexpects = 'fast'", "mine.expects: must be one of", id="tier"
        ),
        pytest.param(
            "[runtime.mine]\nrun = ['x']\nversions = '1.2'", "mine.versions: must be a range", id="range"
        ),
        pytest.param(
            "[runtime.mine]\nrun = ['x']\noptions.fast = ['1']", "flags.fast: missing", id="option, no flags"
        ),
        pytest.param(
            "[runtime.mine]\nrun = ['x']\noptions.a = ['1']\nflags.a = ['-a']",
            "run: {flags} stands nowhere",
            id="flags go nowhere",
        ),
        pytest.param(
            "[runtime.mine]\nrun = ['x']\ndefault_mode = 'a'",
            "default_mode: must be one of",
            id="default mode",
        ),
        pytest.param(
            "[runtime.mine]\nrun = ['x']\n[[runtime.mine.when]]\nrun = ['y']",
            "mine.when: must be tables with `versions`",
            id="when without versions",
        ),
        pytest.param(
            "[runtime.mine]\nkind = 'embedded'\nworker = 'w'\npackage = 'p'\ndistribution = 'd'",
            "runtime.mine.kind: embedded runtimes are part of wreduce",
            id="embedded",
        ),
    ],
)
def test_what_is_wrong_is_named_by_file_and_key_in_one_line(own, tmp_path, text, words):
    with pytest.raises(RuntimesError) as caught:
        own(text)
    assert str(tmp_path / "wreduce.toml") in str(caught.value)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_persons_row_cannot_take_a_name_of_ours(tmp_path, monkeypatch):
    (tmp_path / "wreduce.toml").write_text('[runtime.wasmtime]\nrun = ["x", "{wasm}"]\n')
    monkeypatch.setenv("WREDUCE_TOML", str(tmp_path / "wreduce.toml"))
    with pytest.raises(RuntimesError, match=r"runtime\.wasmtime: wreduce has one of that name"):
        known_runtimes()


def test_a_file_that_is_named_and_not_there_is_an_error(tmp_path, monkeypatch):
    monkeypatch.setenv("WREDUCE_TOML", str(tmp_path / "none.toml"))
    with pytest.raises(RuntimesError, match=r"none\.toml: cannot be read"):
        parse_spec("wasmtime")

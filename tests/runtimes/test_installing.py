"""Installing runtimes, with stand-ins for the clients: programs of their names, on a PATH of their own."""

import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest

from reducer.runtimes import RuntimesError, installing
from reducer.runtimes.clients import Wanted
from reducer.runtimes.debian import debian_source, start_script
from reducer.runtimes.installing import chosen, install
from reducer.runtimes.programs import installed_versions

# Each does what the real one does to the file system, as far as we rely on it, and notes how it was called.
CARGO = """#!/bin/sh
echo "cargo $*" >> "$NOTES"
[ -n "$WORDS" ] && { echo "$WORDS" >&2; exit 101; }
while [ $# -gt 0 ]; do
  case "$1" in
    --root) root="$2"; shift;; --version) version="$2"; shift;; --features) shift;; -*) ;; *) name="$1";;
  esac
  shift
done
mkdir -p "$root/bin"
sleep "${TAKES:-0}"
program=${name%-cli}; program=${program%_cli}
printf '#!/bin/sh\\necho %s %s\\n' "$program" "${version:-3.2.1}" > "$root/bin/$program"
chmod +x "$root/bin/$program"
printf '[v1]\\n"%s %s (registry+somewhere)" = []\\n' "$name" "${version:-3.2.1}" > "$root/.crates.toml"
"""
NPM = """#!/bin/sh
echo "npm $*" >> "$NOTES"
[ -n "$WORDS" ] && { echo "$WORDS" >&2; exit 1; }
while [ $# -gt 1 ]; do case "$1" in --prefix) root="$2"; shift;; esac; shift; done
name="${1%@*}"
mkdir -p "$root/node_modules/$name" "$root/node_modules/@deno/some-machine"
printf '{"name": "%s", "version": "2.3.4"}' "$name" > "$root/node_modules/$name/package.json"
[ -n "$EMPTY" ] && exit 0
printf '#!/bin/sh\\necho deno 2.3.4\\n' > "$root/node_modules/@deno/some-machine/deno"
chmod +x "$root/node_modules/@deno/some-machine/deno"
"""
APT_GET = """#!/bin/sh
echo "apt-get $*" >> "$NOTES"
case "$*" in
  indextargets*)
    printf '%s\\n' 'DEP-11|m://mirror/debian/|Debian' 'Packages|m://mirror/debian-security/|Debian-Security'
    printf '%s\\n' 'Packages|m://mirror/debian/|Debian';;
  *"--download-only source "*)
    printf 'Format: 3.0\nVersion: 1:2025.04.26-1\nFiles:\n' > "quickjs_1.dsc";;
  *Dir::State=/*install*)
    for word in "$@"; do case "$word" in Dir::Cache=*) touch "${word#*=}/archives/x.deb";; esac; done;;
esac
"""
APT_CACHE = """#!/bin/sh
for word in "$@"; do case "$word" in Dir::Etc::sourcelist=*) sources="${word#*=}";; esac; done
cat "$sources" >> "$NOTES"
version=0.14.1+dfsg-3.1
grep -q " sid " "$sources" && version=1:0.17.1-1+b1
echo "  Candidate: $version"
"""
DPKG_DEB = """#!/bin/sh
mkdir -p "$3/usr/bin" "$3/usr/lib"
printf '#!/bin/sh\\nexec "$@"\\n' > "$3/usr/bin/wasmedge"
printf '#!/bin/sh\\nshift 4\\necho wasmedge version 0.14.1 as "$@"\\n' > "$3/usr/lib/ld-linux-x.so.2"
touch "$3/usr/lib/libc.so.6"
chmod +x "$3/usr/bin/wasmedge" "$3/usr/lib/ld-linux-x.so.2"
"""
CLIENTS = {"cargo": CARGO, "npm": NPM, "apt-get": APT_GET, "apt-cache": APT_CACHE, "dpkg-deb": DPKG_DEB}


@pytest.fixture
def programs(tmp_path, monkeypatch):
    """The folder that programs go to; all clients are stand-ins, and no runtime is on PATH."""
    bin_folder = tmp_path / "clients"
    bin_folder.mkdir()
    for name, text in CLIENTS.items():
        (bin_folder / name).write_text(text)
        (bin_folder / name).chmod(0o755)
    # What the stand-ins themselves need, and nothing that could pass for a runtime.
    for name in ("sh", "mkdir", "sleep", "chmod", "cat", "grep", "touch"):
        for folder in ("/usr/bin", "/bin"):
            if not (bin_folder / name).exists() and Path(folder, name).exists():
                (bin_folder / name).symlink_to(Path(folder, name))
    monkeypatch.setenv("PATH", str(bin_folder))
    monkeypatch.setenv("NOTES", str(tmp_path / "notes"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "wreduce" / "programs"


def notes(tmp_path) -> str:
    path = tmp_path / "notes"
    return path.read_text() if path.exists() else ""


def printed(program: Path) -> str:
    return subprocess.run([program], capture_output=True, text=True, check=True, timeout=20).stdout.strip()


def entries(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir() if entry.name != ".lock")


def test_cargo_builds_the_version_that_was_asked_for_into_its_own_folder(programs, tmp_path):
    found = install("wasmtime@41.0.0+cli")
    assert (found.version, found.folder, found.fresh) == ("41.0.0", programs / "wasmtime" / "41.0.0", True)
    assert printed(found.folder / "bin" / "wasmtime") == "wasmtime 41.0.0"
    assert "--locked" in notes(tmp_path) and "--version 41.0.0 wasmtime-cli" in notes(tmp_path)


def test_a_mode_comes_with_the_program_that_another_mode_has_installed(programs, tmp_path):
    install("wasmtime@41.0.0+cli")
    assert not install("wasmtime@41.0.0+cli-winch").fresh
    assert notes(tmp_path).count("cargo ") == 1


def test_what_is_there_stays_and_nobody_is_asked(programs, tmp_path):
    assert install("wasmi").fresh
    before = notes(tmp_path)
    again = install("wasmi")
    assert (again.version, again.fresh) == ("3.2.1", False)
    assert notes(tmp_path) == before


def test_versions_stand_side_by_side(programs):
    install("wasmtime@41.0.0+cli")
    install("wasmtime@48.0.8+cli")
    assert installed_versions("wasmtime") == ["48.0.8", "41.0.0"]


def test_features_are_passed_on(programs, tmp_path):
    install("wasmer@6.1.0+cli")
    assert "--features cranelift,singlepass wasmer-cli" in notes(tmp_path)


def test_npm_runs_no_scripts_and_the_program_is_linked(programs, tmp_path):
    found = install("deno")
    assert found.version == "2.3.4"
    assert printed(found.folder / "bin" / "deno") == "deno 2.3.4"
    assert "--ignore-scripts" in notes(tmp_path)


def test_a_source_package_of_debian_is_downloaded_as_it_is(programs, tmp_path):
    folder = tmp_path / "archives"
    folder.mkdir()
    assert debian_source("quickjs", "sid", folder) == "2025.04.26"
    assert [path.name for path in folder.iterdir()] == ["quickjs_1.dsc"]
    assert "--only-source --download-only source quickjs" in notes(tmp_path)


def test_debian_packages_are_looked_for_in_one_suite_after_the_other(programs, tmp_path):
    found = install("wasmedge@0.14")
    assert found.folder == programs / "wasmedge" / "0.14.1"
    said = notes(tmp_path)
    assert said.index(" sid main") < said.index(" trixie main")
    assert printed(found.folder / "bin" / "wasmedge").startswith("wasmedge version 0.14.1")


def test_the_mirror_is_the_machines_own_main_archive(programs, tmp_path):
    install("wasmedge@0.14")
    sources = [line for line in notes(tmp_path).splitlines() if line.startswith("deb ")]
    assert sources and all("m://mirror/debian/ " in line for line in sources)


def test_apt_is_never_told_to_touch_the_system(programs, tmp_path):
    install("wasmedge@0.14")
    calls = [line for line in notes(tmp_path).splitlines() if line.startswith("apt-get -o")]
    assert calls
    for call in calls:
        for setting in ("Dir::State=", "Dir::State::status=", "Dir::Cache=", "Dir::Etc::sourcelist="):
            assert f"{setting}/" in call
        assert " install " not in call or "--download-only" in call


def test_a_suite_that_has_another_version_is_named(programs):
    with pytest.raises(RuntimesError, match=r"no wasmedge 0\.16.*0\.17\.1 \(sid\), 0\.14\.1 \(trixie\)"):
        install("wasmedge@0.16")


@pytest.mark.parametrize(
    ("words", "advice"),
    [
        pytest.param(
            "warning: x\nerror: could not find `wasmi_cli` in registry\n\nmore",
            "could not find `wasmi_cli` in registry",
            id="its own words",
        ),
        pytest.param("error: Could not resolve host: some.where", "try again when online", id="offline"),
    ],
)
def test_a_failure_is_one_line_and_leaves_nothing(programs, monkeypatch, words, advice):
    monkeypatch.setenv("WORDS", words)
    with pytest.raises(RuntimesError) as caught:
        install("wasmi")
    assert advice in str(caught.value)
    assert "\n" not in str(caught.value)
    assert entries(programs / "wasmi") == []


def test_a_client_that_is_missing_is_named_with_where_it_comes_from(programs, tmp_path):
    (tmp_path / "clients" / "cargo").unlink()
    with pytest.raises(RuntimesError, match=r"needs cargo, and it is not on PATH: install Rust"):
        install("wasmi")


def test_a_package_without_its_program_is_not_installed(programs, monkeypatch):
    monkeypatch.setenv("EMPTY", "1")
    with pytest.raises(RuntimesError, match="without its program deno"):
        install("deno")
    assert entries(programs / "deno") == []


def test_what_no_client_can_fetch_says_how_a_person_gets_it(programs):
    with pytest.raises(RuntimesError, match="build it from source"):
        install("iwasm")


def test_what_a_killed_one_left_behind_is_swept_away(programs):
    (programs / "wasmi" / ".part-xyz" / "bin").mkdir(parents=True)
    install("wasmi")
    assert entries(programs / "wasmi") == ["3.2.1"]


def test_two_at_once_build_once(programs, tmp_path, monkeypatch):
    monkeypatch.setenv("TAKES", "0.5")
    found = []
    threads = [
        threading.Thread(target=lambda: found.append(install("wasmtime@41.0.0+cli"))) for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(entry.fresh for entry in found) == [False, True]
    assert notes(tmp_path).count("cargo ") == 1


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_stopped_half_way_leaves_nothing_and_no_process(programs, tmp_path, monkeypatch, number):
    monkeypatch.setenv("TAKES", "60")
    command = [sys.executable, "-m", "reducer.cli", "runtimes", "install", "wasmi"]
    here = Path(__file__).resolve().parents[2]
    process = subprocess.Popen(command, cwd=here, stderr=subprocess.PIPE, start_new_session=True)
    try:
        deadline = time.monotonic() + 30
        while not list((programs / "wasmi").glob(".part-*/bin")) and time.monotonic() < deadline:
            time.sleep(0.05)
        process.send_signal(number)
        _, words = process.communicate(timeout=30)
    finally:
        process.kill()
        process.wait()
    assert process.returncode == 128 + number
    assert words.decode().count("\n") == 1
    assert entries(programs / "wasmi") == []
    running = [" ".join(other.info["cmdline"] or ()) for other in psutil.process_iter(["cmdline"])]
    assert not [words for words in running if str(programs) in words]


def test_a_cache_that_cannot_be_written_is_said(programs, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    with pytest.raises(RuntimesError, match="set XDG_CACHE_HOME"):
        install("wasmi")


def test_a_start_script_gives_its_own_name_to_the_program_and_skips_words_for_itself(tmp_path):
    (tmp_path / "lib").mkdir()
    loader = tmp_path / "lib" / "ld-linux-x.so.2"
    loader.write_text('#!/bin/sh\necho "$@"\n')
    loader.chmod(0o755)
    (tmp_path / "clang").touch()
    wanted = Wanted("debian", "clang", None, {}, arguments=("-here={folder}", "it's"))
    script = tmp_path / "start"
    script.write_text(start_script(tmp_path, tmp_path, tmp_path / "clang", wanted))
    script.chmod(0o755)

    def call(*words: str) -> str:
        return subprocess.run([script, *words], capture_output=True, text=True, timeout=20).stdout

    program = f"--argv0 {script} {tmp_path}/clang"
    assert call("x.c", "a b").endswith(f"{program} -here={tmp_path} it's x.c a b\n")
    assert call("-cc1", "x.c").endswith(f"{program} -cc1 x.c\n")


def test_the_quick_ones_are_a_part_of_all_and_need_no_compiler(programs):
    everything, quick = chosen(quick=False), chosen(quick=True)
    assert set(quick) < set(everything)
    assert everything[: len(quick)] == quick
    assert "wasmtime@41.0.0+cli" in everything and "wasmtime@41.0.0+cli" not in quick


def test_a_python_package_goes_into_our_own_environment_once(programs, monkeypatch):
    there, calls = [], []

    def look(package, distribution):
        if not there:
            raise RuntimesError("not installed")
        return Path("/there"), "0.5.0"

    def pip(command, **options):
        calls.append(command)
        there.append(command[-1])
        return ""

    monkeypatch.setattr(installing, "installed", look)
    monkeypatch.setattr(installing, "call", pip)
    assert install("wasm3").fresh and not install("wasm3").fresh
    assert there == ["pywasm3"] and calls[0][0] == sys.executable


def test_a_release_of_wasmtime_is_fetched_by_pip(programs, monkeypatch):
    monkeypatch.setattr(installing, "wasmtime_release", lambda version: Path("/there") / version)
    assert install("wasmtime@46.0.1").folder == Path("/there/46.0.1")
    with pytest.raises(RuntimesError, match="name a release, such as wasmtime@46"):
        install("wasmtime")

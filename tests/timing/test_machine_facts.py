"""What the kernel tells, read from folders that a test has written."""

from pathlib import Path

from reducer.timing.machine_facts import Ticks, activity, read_facts, read_ticks

CPU = "sys/devices/system/cpu"


def written(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    return root


def test_a_kernel_that_tells_nothing_gives_nothing(tmp_path: Path) -> None:
    facts = read_facts(1, tmp_path)
    assert (facts.governor, facts.boost, facts.smt, facts.load, facts.paranoid, facts.share) == (None,) * 6
    assert facts.online >= 1
    assert not facts.virtual
    assert read_ticks(tmp_path) == Ticks(0, 0, {})


def test_a_laptop_is_read(tmp_path: Path) -> None:
    root = written(
        tmp_path,
        {
            f"{CPU}/cpu3/cpufreq/scaling_governor": "powersave\n",
            f"{CPU}/cpu3/cpufreq/scaling_driver": "intel_pstate\n",
            f"{CPU}/cpu3/cpufreq/scaling_min_freq": "800000\n",
            f"{CPU}/cpu3/cpufreq/scaling_max_freq": "4200000\n",
            f"{CPU}/intel_pstate/no_turbo": "0\n",
            f"{CPU}/smt/active": "1\n",
            f"{CPU}/online": "0-2,5\n",
            f"{CPU}/isolated": "3\n",
            "proc/loadavg": "0.52 0.58 0.59 1/467 12345\n",
            "proc/meminfo": "MemTotal: 16384 kB\nMemAvailable:   8192 kB\nHugePages_Total: 0\n",
            "proc/sys/kernel/perf_event_paranoid": "4\n",
            "proc/cpuinfo": "processor : 0\nflags : fpu vme\n",
        },
    )
    facts = read_facts(3, root)
    assert (facts.governor, facts.driver) == ("powersave", "intel_pstate")
    assert (facts.lowest_khz, facts.highest_khz) == (800000, 4200000)
    assert (facts.boost, facts.smt, facts.virtual) == (True, True, False)
    assert (facts.online, facts.isolated, facts.load, facts.paranoid) == (4, "3", 0.52, 4)
    assert (facts.memory_total, facts.memory_free) == (16384 * 1024, 8192 * 1024)


def test_turbo_is_told_in_two_ways(tmp_path: Path) -> None:
    assert read_facts(0, written(tmp_path / "amd", {f"{CPU}/cpufreq/boost": "0\n"})).boost is False
    assert read_facts(0, written(tmp_path / "intel", {f"{CPU}/intel_pstate/no_turbo": "1\n"})).boost is False


def test_a_containers_share_is_read_from_either_kind_of_cgroup(tmp_path: Path) -> None:
    assert read_facts(0, written(tmp_path / "2", {"sys/fs/cgroup/cpu.max": "150000 100000\n"})).share == 1.5
    assert read_facts(0, written(tmp_path / "max", {"sys/fs/cgroup/cpu.max": "max 100000\n"})).share is None
    old = {
        "sys/fs/cgroup/cpu/cpu.cfs_quota_us": "50000\n",
        "sys/fs/cgroup/cpu/cpu.cfs_period_us": "100000\n",
    }
    assert read_facts(0, written(tmp_path / "1", old)).share == 0.5


def test_a_process_may_have_any_name(tmp_path: Path) -> None:
    stat = "42 (a) b (c) S 7 42 42 0 -1 4194304 1 0 0 0 30 12 0 0 20 0 1 0 1 1 1"
    root = written(tmp_path, {"proc/42/stat": stat, "proc/stat": "cpu  10 0 20 60 0 0 0 10 0 0\n"})
    assert read_ticks(root) == Ticks(100, 10, {42: ("a) b (c", 7, 42)})


def test_what_went_on_leaves_out_ourselves_and_what_we_started() -> None:
    before = Ticks(1000, 10, {1: ("init", 0, 5), 20: ("busy", 1, 100)})
    after = Ticks(
        1400,
        30,
        {
            1: ("init", 0, 5),
            20: ("busy", 1, 200),
            21: ("new", 1, 50),
            30: ("wreduce", 1, 400),
            31: ("worker", 30, 90),
            32: ("its child", 31, 90),
        },
    )
    went_on = activity(before, after, cores=4, own=30)
    assert went_on.steal == 0.05
    assert went_on.busiest[:2] == (("busy", 1.0), ("new", 0.5))
    assert {name for name, _ in went_on.busiest}.isdisjoint({"wreduce", "worker", "its child"})

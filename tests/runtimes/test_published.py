"""Which releases a person's words stand for, with PyPI and without."""

import pytest

from reducer.runtimes import RuntimesError, parse_spec
from reducer.runtimes import published as registry
from reducer.runtimes.published import asked_releases, in_order, published

KNOWN = ["27.0.1", "27.0.2", "38.0.0", "39.0.0", "40.0.0", "40.0.10", "41.0.0"]
WASMTIME = parse_spec("wasmtime")


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    if request.node.get_closest_marker("network") is None:
        monkeypatch.setattr(registry, "published", lambda distribution: KNOWN)


def test_releases_are_in_the_order_of_their_numbers_without_candidates() -> None:
    assert in_order(["41.0.0", "9.0.0", "40.0.10", "40.0.9", "42.0.0rc1", "0.40.0"]) == [
        "0.40.0", "9.0.0", "40.0.9", "40.0.10", "41.0.0"
    ]  # fmt: skip


def test_a_range_is_the_newest_release_of_each_major() -> None:
    assert asked_releases("38..41", WASMTIME) == (["38.0.0", "39.0.0", "40.0.10", "41.0.0"], {})


def test_a_major_without_a_release_is_named() -> None:
    releases, missing = asked_releases("25..38", WASMTIME)
    assert releases == ["27.0.2", "38.0.0"]
    assert missing["26"] == "PyPI has no such release of wasmtime for this machine"


def test_offline_those_that_are_here_are_taken_and_the_others_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def offline(distribution: str) -> list[str]:
        raise RuntimesError("PyPI cannot be reached")

    monkeypatch.setattr(registry, "published", offline)
    monkeypatch.setattr(registry, "here", lambda distribution: ["38.0.0", "41.0.0"])
    releases, missing = asked_releases("38..41", WASMTIME)
    assert releases == ["38.0.0", "41.0.0"]
    assert missing["39"] == "PyPI cannot be reached, and no such release was fetched before"


def test_a_list_is_taken_as_it_is_without_asking_anybody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(registry, "published")
    assert asked_releases("46.0.1, 41.0.0,45.0.0", WASMTIME)[0] == ["41.0.0", "45.0.0", "46.0.1"]


@pytest.mark.parametrize("text", ["", "41", "41-50", "new", "41.0.0,latest", "41..", "50..38"])
def test_anything_else_is_an_error_in_one_line(text: str) -> None:
    with pytest.raises(RuntimesError) as raised:
        asked_releases(text, WASMTIME)
    assert len(str(raised.value).splitlines()) == 1


def test_a_runtime_without_a_list_of_releases_wants_them_named() -> None:
    with pytest.raises(RuntimesError, match="name them"):
        asked_releases("1..3", parse_spec("wazero"))
    assert asked_releases("1.0.0,1.1.0", parse_spec("wazero"))[0] == ["1.0.0", "1.1.0"]


@pytest.mark.network
def test_pypi_lists_wasmtime() -> None:
    releases = published("wasmtime")
    assert {"41.0.0", "46.0.1"} <= set(releases)
    assert releases == in_order(releases)

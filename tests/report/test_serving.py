"""What a browser on this machine gets of a folder: its files, and nothing else."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from reducer.report.serving import NoPageError, page_of, server_of


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "secret.txt").write_text("secret")
    root = tmp_path / "run"
    (root / "runs").mkdir(parents=True)
    (root / "index.html").write_text("<p>the page")
    (root / "runs" / "reduced.wat").write_text("(module)")
    (root / "out").symlink_to(tmp_path / "secret.txt")
    return root


@pytest.fixture
def port(folder: Path) -> Iterator[int]:
    with server_of(folder) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        assert server.server_address[0] == "127.0.0.1"
        yield server.server_port
        server.shutdown()
        thread.join()


def got(port: int, path: str, method: str = "GET", **headers: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request(method, path, headers=headers)
    answer = connection.getresponse()
    return answer.status, answer.read()


def test_files_of_the_folder_are_served(port: int) -> None:
    assert got(port, "/index.html") == (200, b"<p>the page")
    assert got(port, "/runs/reduced.wat") == (200, b"(module)")


@pytest.mark.parametrize("path", ["/", "/runs/", "/../secret.txt", "/%2e%2e/secret.txt", "/out", "/nothing"])
def test_neither_a_list_of_files_nor_what_is_outside(port: int, path: str) -> None:
    status, body = got(port, path)
    assert status == 404 and b"secret" not in body


def test_no_other_host_and_nothing_is_written(port: int) -> None:
    assert got(port, "/index.html", Host=f"elsewhere.example:{port}")[0] == 403
    assert got(port, "/index.html", method="POST")[0] == 501


def test_the_page_of_a_folder_is_found_or_what_to_do_is_said(folder: Path) -> None:
    assert page_of(folder) == page_of(folder / "index.html") == folder / "index.html"
    with pytest.raises(NoPageError, match="wreduce report"):
        page_of(folder / "runs")
    with pytest.raises(NoPageError, match="is not there"):
        page_of(folder / "nowhere")


def test_a_case_is_text_and_a_browser_that_goes_away_is_no_error(
    port: int, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "large.wat").write_bytes(b";" * 20_000_000)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", "/large.wat")
    answer = connection.getresponse()
    assert answer.getheader("Content-Type") == "text/plain; charset=utf-8"
    answer.close()
    connection.close()
    assert got(port, "/index.html")[0] == 200
    assert capsys.readouterr().err == ""

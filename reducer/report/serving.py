"""Shows a folder's pages in a browser on this machine: files of that folder, over the loopback, nothing
else."""

from __future__ import annotations

from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from reducer.errors import WreduceError

HOST = "127.0.0.1"
PAGES = ("report.html", "index.html")
"""The page of a run's folder, and that of a batch's."""


class NoPageError(WreduceError):
    """There is no page to show."""


def page_of(path: Path) -> Path:
    """The page for a folder, or for a page itself.  Raises NoPageError."""
    if path.is_file() and path.suffix == ".html":
        return path
    for name in PAGES:
        if (path / name).is_file():
            return path / name
    if not path.is_dir():
        raise NoPageError(f"{path} is not there: name a run folder, or that of a batch")
    raise NoPageError(f"{path} has no page to look at: `wreduce report {path}` makes one of a finished run")


def server_of(folder: Path) -> ThreadingHTTPServer:
    """A server of that folder's files at a free port of the loopback; the caller has it serve, and closes
    it."""
    return _Server((HOST, 0), partial(_Handler, root=folder.resolve()))


class _Server(ThreadingHTTPServer):
    def handle_error(self, *_words: Any) -> None:
        """Does nothing: a browser that closes its connection is no error."""


class _Handler(SimpleHTTPRequestHandler):
    """Files of the folder: no listings, nothing that a link leads out of it."""

    server_version, sys_version = "wreduce", ""

    def __init__(self, *words: Any, root: Path) -> None:
        self._root = root
        # A browser shows files that are text, and saves types that it does not know.
        self.extensions_map = {**self.extensions_map, ".wat": "text/plain; charset=utf-8"}
        super().__init__(*words, directory=str(root))

    def send_head(self) -> Any:
        # A page elsewhere may let its own name point to this address.
        if self.headers.get("Host", "").rpartition(":")[0] not in (HOST, "localhost"):
            self.send_error(HTTPStatus.FORBIDDEN)
            return None
        file = Path(self.translate_path(self.path)).resolve()
        if not file.is_relative_to(self._root) or not file.is_file():
            self.send_error(HTTPStatus.NOT_FOUND)
            return None
        return super().send_head()

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()

    def log_message(self, *_words: Any) -> None:
        """Does nothing: the browser shows errors."""

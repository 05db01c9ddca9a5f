"""The processes that are there while a runtime is open, and the memory that they take."""

import threading
import time

import psutil

PATIENCE_S = 20.0


class highest_memory:
    """The resident bytes of all that this process has started, at their highest, in a list of one."""

    def __enter__(self):
        self.peak = [0]
        self.done = threading.Event()
        self.thread = threading.Thread(target=self.watch)
        self.thread.start()
        return self.peak

    def __exit__(self, *error):
        self.done.set()
        self.thread.join()

    def watch(self):
        while not self.done.wait(0.02):
            total = 0
            for child in psutil.Process().children(recursive=True):
                try:
                    total += child.memory_info().rss
                except psutil.NoSuchProcess:
                    continue
            self.peak[0] = max(self.peak[0], total)


def children_of_this_process():
    """Without the guardian, which is there as long as a folder is to be removed."""
    found = set()
    for child in psutil.Process().children(recursive=True):
        try:
            if child.status() != psutil.STATUS_ZOMBIE and "guardian.py" not in "".join(child.cmdline()):
                found.add(child.pid)
        except psutil.NoSuchProcess:
            continue
    return found


def command_lines():
    found = []
    for process in psutil.process_iter(["cmdline", "status"]):
        if process.info["cmdline"] and process.info["status"] != psutil.STATUS_ZOMBIE:
            found.append(" ".join(process.info["cmdline"]))
    return found


def marked(path):
    """Processes whose last word is the path."""
    return [line for line in command_lines() if line.endswith(f" {path}")]


def any_in_time(look):
    deadline = time.monotonic() + PATIENCE_S
    while not (found := look()) and time.monotonic() < deadline:
        time.sleep(0.05)
    return found


def gone(look):
    deadline = time.monotonic() + PATIENCE_S
    while look() and time.monotonic() < deadline:
        time.sleep(0.05)
    return not look()

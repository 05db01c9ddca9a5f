"""A worker whose engine is a few lines of Python: the module holds the name of what the guest does."""

import json
import os
import signal
import sys
import time

SETTINGS = json.loads(sys.argv[1])
sys.path.insert(0, SETTINGS["library"])

import protocol  # noqa: E402

CONNECTION = protocol.settle(SETTINGS)


class StubEngine:
    version = "1.2.3"

    def __init__(self):
        if SETTINGS["options"].get("start") == "fails":
            raise ImportError("the engine is not there")
        self.modules = {}

    def compile(self, key, binary, call):
        # Behind the header, and the beginning of a section that means nothing.
        deed = binary[11:].decode()
        if deed == "be refused":
            raise protocol.Refused("not to my taste")
        self.modules[key] = deed

    def compile_afresh(self, binary):
        return (1_000_000 + len(binary), 2_000_000)

    def forget(self, key):
        del self.modules[key]

    def run(self, key, exports, fuel, call):
        deed = self.modules[key]
        if deed == "hang":
            time.sleep(600)
        elif deed == "compute":
            end = time.process_time() + 0.3
            while time.process_time() < end:
                pass
        elif deed == "abort":
            os.write(2, b"last words\n")
            os.abort()
        elif deed == "leave":
            os._exit(3)
        elif deed == "eat":
            eaten = []
            while True:
                eaten.append(b"x" * (4 << 20))
                time.sleep(0.002)
        elif deed == "chatter":
            print("to standard output", flush=True)
            for _ in range(100):
                os.write(2, b"noise " * 10_000)
        elif deed == "spawn a child that eats":
            if os.fork() == 0:
                eaten = [bytearray(b"x") * (256 << 20)]
                time.sleep(600 + len(eaten))
            time.sleep(600)
        elif deed == "die with its parent":
            os.kill(SETTINGS["parent"], signal.SIGKILL)
            time.sleep(600)
        return protocol.Report("exited", 0, instantiate=(1, 2), execute=(3, 4), output=b"done")


class KeepingEngine(StubEngine):
    """What it compiles can be kept in a file, which holds the deed."""

    def compile_to(self, path, key, binary, call):
        self.cores = len(os.sched_getaffinity(0))
        self.compile(key, binary, call)
        with protocol.written(path) as partial, open(partial, "w") as file:
            file.write(self.modules[key])

    def load(self, path, key, binary, call):
        with open(path) as file:
            kept = file.read()
        if kept == "that kills":
            os._exit(3)
        if kept == "of another release":
            return False
        self.modules[key] = kept
        return True

    def run(self, key, exports, fuel, call):
        report = super().run(key, exports, fuel, call)
        if self.modules[key] == "tell cores":
            report.output = f"{self.cores} and then {len(os.sched_getaffinity(0))}".encode()
        return report


if __name__ == "__main__":
    if SETTINGS["options"].get("remembers"):
        del StubEngine.compile_afresh
    protocol.serve(CONNECTION, KeepingEngine() if SETTINGS["options"].get("keeps") else StubEngine())

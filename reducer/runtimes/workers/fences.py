"""What a worker, and all that it starts, is kept from, whatever its engine lets a guest do.

Memory is watched from outside and not limited here: engines reserve more of the address space than they use.
Native code has a fence of its own (native/fence.c). Started as a script, it says which fences this system
has. Standard library only, since it runs inside a worker.
"""

import ctypes
import json
import resource
import sys

# linux/sched.h and linux/prctl.h
CLONE_NEWUSER = 0x10000000
CLONE_NEWNET = 0x40000000
PR_GET_SECCOMP = 21


def put_up(file_bytes: int) -> None:
    """Allow this process no core, no file of more bytes and no network. What cannot be had is left out."""
    # A core of a guest's making would fill the disk, and a compiler writes as much as a guest wants it to.
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, file_bytes)
    leave_network()


def _limit(what: int, most: int) -> None:
    """Let this process, and all that it starts, have no more of something; where less is allowed, less."""
    allowed = resource.getrlimit(what)[1]
    most = most if allowed == resource.RLIM_INFINITY else min(most, allowed)
    resource.setrlimit(what, (most, most))


def leave_network() -> bool:
    """Go to a network with nobody in it. False where that is refused, as in many containers, or on a Mac."""
    if sys.platform != "linux":
        return False
    library = ctypes.CDLL(None)
    return 0 in (library.unshare(flags) for flags in (CLONE_NEWNET, CLONE_NEWUSER | CLONE_NEWNET))


def has_seccomp() -> bool:
    """Whether this kernel can take system calls from a process."""
    return sys.platform == "linux" and int(ctypes.CDLL(None).prctl(PR_GET_SECCOMP, 0, 0, 0, 0)) >= 0


if __name__ == "__main__":
    print(json.dumps({"network": leave_network(), "seccomp": has_seccomp()}))

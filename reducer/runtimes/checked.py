"""Opens runtimes after making sure that they run in the mode that they were asked for."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack

from reducer.runtimes.canary import check_mode
from reducer.runtimes.errors import RuntimesError
from reducer.runtimes.opening import open_runtime
from reducer.runtimes.runtime import Runtime
from reducer.runtimes.spec import Spec, parse_spec
from reducer.runtimes.table import known_runtimes


def open_checked(spec: Spec, *, core: int | None = None, keeps_artefacts: bool = False) -> Runtime:
    """A runtime, ready, that was seen to run in the mode that it was asked for; that takes seconds, once.

    Raises RuntimesError if it is not available, or runs in another mode.
    """
    runtime = open_runtime(spec, core=core, keeps_artefacts=keeps_artefacts)
    try:
        check_mode(runtime)
    except BaseException:
        runtime.close()
        raise
    return runtime


def open_all(
    specs: Sequence[str],
    stack: ExitStack,
    *,
    core: int | None = None,
    counter: str | None = None,
    keeps_artefacts: bool = False,
) -> list[Runtime]:
    """Every runtime named, as `open_checked` gives it, closed by the stack; counting where asked to.

    Raises RuntimesError that names each one that is not available, with the reason, a line each.
    """
    opened: list[Runtime] = []
    missing: list[str] = []
    for text in specs:
        try:
            runtime = open_runtime(
                parse_spec(text), core=core, counter=counter, keeps_artefacts=keeps_artefacts
            )
            opened.append(stack.enter_context(runtime))
        except RuntimesError as error:
            missing.append(str(error) if text in str(error) else f"{text}: {error}")
    # Missing runtimes are reported at once, before anything is run.
    for runtime in opened if not missing else ():
        try:
            # The canary needs times, which a runtime that counts does not give.
            if counter is None:
                check_mode(runtime)
            else:
                open_checked(parse_spec(runtime.spec), core=core).close()
        except RuntimesError as error:
            missing.append(str(error))
    if missing:
        raise RuntimesError("\n".join(missing))
    return opened


def is_command(runtime: Runtime) -> bool:
    """Whether each of its runs is a process of its own; False for a runtime that no table knows (a simulated
    one)."""
    try:
        spec = parse_spec(runtime.spec)
    except RuntimesError:
        return False
    return known_runtimes()[spec.name].mode(spec.mode).kind == "command"

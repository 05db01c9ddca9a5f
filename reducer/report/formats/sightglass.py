"""A folder for Sightglass' benchmarks/, and the measured runs as its raw data.

By Sightglass' rules `_start` calls `bench.start` and `bench.end` once each, around the work; what the
program writes stands beside it; about 10^8 instructions are executed.  A run in wasmtime, with two functions
that count in the place of these imports, chooses the trip count and sees that the rules hold.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, replace

from reducer.printable import cell, printable
from reducer.program.entry import called_between
from reducer.program.load import load_program
from reducer.program.profile import OBSERVER
from reducer.program.program import Program
from reducer.program.trips import as_written
from reducer.report.formats.runs import Runs, all_runs, architecture
from reducer.report.rows import file_name
from reducer.report.subject import ReportError, Subject
from reducer.report.wording import runtime_words, title
from reducer.runtimes import FUEL_USED, Ending, Runtime, Sample, open_runtime
from reducer.runtimes.workers.call import Call
from reducer.wat.field import Field
from reducer.wat.module import Module
from reducer.wat.naming import Namer
from reducer.wat.printer import print_module, with_header
from reducer.wat.tools import run, version

FOLDER, BENCHMARK = "sightglass", "benchmark"
CALLS = ("start", "end")
INSTRUCTIONS = 100_000_000
"""What Sightglass wants a benchmark to execute, about."""
COUNTED_RUN_NS = 10_000_000_000
"""A run in which instructions are counted may take this long."""
MAX_RUN_NS = COUNTED_RUN_NS // 2
"""Where that takes longer than this, fewer are executed."""
COLUMNS = "arch,engine,engine_flags,wasm,process,iteration,phase,event,count"
DOCKERFILE = """FROM rust:1
RUN cargo install --locked wasm-tools@{version}
COPY {name}.wat /
RUN mkdir /benchmark && wasm-tools parse /{name}.wat -o /benchmark/{name}.wasm
"""


@dataclass(frozen=True)
class Benchmark:
    """The program that Sightglass runs, as text and binary, what it writes to its standard output, and how
    many instructions a run executes, about."""

    text: str
    binary: bytes
    output: bytes
    instructions: int


def files(subject: Subject) -> dict[str, str | bytes]:
    """The folder.  Raises ReportError where a case cannot be a benchmark, RuntimesError, LoadError."""
    path = subject.path_of(subject.case.file)
    if path is None:
        raise ReportError(
            f"{subject.folder} does not hold {file_name(subject.case.file)}: make the report anew"
        )
    if subject.controls.ending != Ending():
        raise ReportError(
            f"the case ends {subject.controls.ending}, and bench.end is called after that: Sightglass takes "
            "programs that return"
        )
    if subject.call != Call():
        raise ReportError("the case is given arguments, input or files, and Sightglass gives a program none")
    with open_runtime(OBSERVER) as observing:
        made = benchmark(as_written(load_program(path), observing), observing, title(subject))
    return {
        f"{FOLDER}/{BENCHMARK}.wat": made.text,
        f"{FOLDER}/{BENCHMARK}.wasm": made.binary,
        f"{FOLDER}/{BENCHMARK}.stdout.expected": made.output,
        f"{FOLDER}/{BENCHMARK}.stderr.expected": "",
        f"{FOLDER}/Dockerfile": DOCKERFILE.format(version=version("wasm-tools"), name=BENCHMARK),
        f"{FOLDER}/sightglass-data.csv": raw_data(subject),
    }


# ---- the program


def benchmark(program: Program, observing: Runtime, words: str) -> Benchmark:
    """The benchmark of a program; `words` say at its head what it shows.  Raises ReportError where it does
    not call both functions once: it exits by itself before the second."""
    sample, instructions = _counted(program, observing)
    if program.has_trips and instructions:
        factor = min(INSTRUCTIONS / instructions, MAX_RUN_NS / max(1, sample.execute_ns or 1))
        program = program.longer(factor)
        sample, instructions = _counted(program, observing)
    lines = [printable(" ".join(words.split())), f"about {instructions:.2g} instructions a run"]
    module = bracketed(replace(program.module, head=f"(module {program.module.name}".rstrip()))
    text = with_header(lines, print_module(module))
    # As the Dockerfile does: the same bytes come of the text again.
    binary = run("wasm-tools", "parse", "-", data=text.encode("utf-8", "surrogateescape"))
    return Benchmark(text, binary, sample.output, instructions)


def bracketed(module: Module) -> Module:
    """The module with both imports, called around what its `_start` does."""
    namer = Namer(entry.name for entry in module.entities("function"))
    names = [namer.name(f"bench_{call}") for call in CALLS]
    fields = [
        Field("func", f'(func {name} (import "bench" "{call}"))')
        for name, call in zip(names, CALLS, strict=True)
    ]
    return called_between(module.with_fields([*fields, *module.fields]), *names)


def _counted(program: Program, observing: Runtime) -> tuple[Sample, int]:
    """A run of the benchmark in which both functions are its own and count, and the instructions that it
    took.  Raises ReportError."""
    binary = program.assembler.assemble(print_module(_counting(program.module)))
    counters = [_counter(call) for call in CALLS]
    sample, values = observing.observe(
        binary, counters, invocation=program.invocation, timeout_ns=COUNTED_RUN_NS
    )
    if not program.ending.of(sample.outcome):
        raise ReportError(f"the case cannot be a benchmark: it {sample.outcome.in_words} in {observing.spec}")
    if [values.get(name) for name in counters] != [1, 1]:
        raise ReportError(
            "the case exits by itself, before bench.end is called: Sightglass takes programs that return"
        )
    return sample, values.get(FUEL_USED, 0)


def _counting(module: Module) -> Module:
    functions = Namer(entry.name for entry in module.entities("function"))
    variables = Namer(entry.name for entry in module.entities("global"))
    fields, names = list(module.fields), []
    for call in CALLS:
        name, counter = functions.name(f"bench_{call}"), variables.name(_counter(call))
        names.append(name)
        fields.append(
            Field("global", f'(global {counter} (export "{_counter(call)}") (mut i64) (i64.const 0))')
        )
        count = f"(global.set {counter} (i64.add (global.get {counter}) (i64.const 1)))"
        fields.append(Field("func", f"(func {name} {count})"))
    return called_between(module.with_fields(fields), *names)


def _counter(call: str) -> str:
    return f"wreduce_bench_{call}"


# ---- the measurements


def raw_data(subject: Subject) -> str:
    """The runs of the case and its variants as Sightglass writes them with `--raw`: CPU time in ns of the
    execution phase, a process a round.  Raises ReportError where the single runs are not known."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS.split(","))
    for runs in all_runs(subject):
        writer.writerows(map(cell, row) for row in _rows(runs))
    return out.getvalue()


def _rows(runs: Runs) -> list[list[object]]:
    engine, wasm = runtime_words(runs.times.spec, runs.times.version), f"{runs.name}.wasm"
    return [
        [architecture(), engine, "", wasm, number, 0, "Execution", "nanoseconds", time]
        for number, time in enumerate(runs.times_ns)
    ]

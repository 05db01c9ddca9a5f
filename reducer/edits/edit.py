"""An edit, and the module after a set of edits.

An edit says which nodes of which function are removed or replaced, and which fields and locals go.  `apply`
applies any set of edits at once, and repairs what mentions something that is gone.  Edits are made for one
module and applied to that very module, so sets of them can be merged although the edits do not know of each
other.  Nothing here knows time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from reducer.change import Change
from reducer.edits.declared import with_declarations
from reducer.edits.emptied import MAX_RENUMBERED, with_empty_functions
from reducer.edits.initialised import with_initialised_locals
from reducer.edits.parameters import without_parameters
from reducer.edits.repair import drop_locals, drop_unmentioned, without_functions
from reducer.edits.results import with_fewer_results
from reducer.edits.sites import Site
from reducer.wat.module import Field, FunctionContext, Module
from reducer.wat.rebuild import Nodes, rebuild
from reducer.wat.tree import Node


@dataclass(frozen=True, eq=False)
class Replacement:
    """In the function of that name, `nodes` replace `site` (no nodes: it is deleted, which is allowed for
    void nodes only)."""

    function: str
    site: Node
    nodes: Nodes


@dataclass(frozen=True, eq=False)
class Span:
    """In the text of a field that is no function, `written` replaces the characters from `start` to `end`."""

    field: Field
    start: int
    end: int
    written: str = ""


@dataclass(frozen=True, eq=False)
class Edit:
    """One change that keeps a named module valid.

    `change` says what it does and where; `weight` is how many instructions it takes away at most.
    `functions` go with their calls, exports and table slots; `fields` go if nothing mentions them after all
    edits are done, `locals` (function, local or parameter) likewise; `results` (function, number) says how
    many a function still gives; `rewritten` are fields that stand differently, `spans` the places in a
    field's text that do.  `added` fields and `new_locals` (function, name, type) come once, however many
    edits of a set bring them.

    `name`, where there is one, is short enough for a file (`memory_copy_len4`); of an edit that is one of a
    sweep, `axis` says what is swept and `value` where on it this one stands.
    """

    family: str
    change: Change
    weight: int
    replacements: tuple[Replacement, ...] = ()
    functions: tuple[Field, ...] = ()
    fields: tuple[Field, ...] = ()
    locals: tuple[tuple[str, str], ...] = ()
    results: tuple[tuple[str, int], ...] = ()
    rewritten: tuple[tuple[Field, Field], ...] = ()
    spans: tuple[Span, ...] = ()
    added: tuple[Field, ...] = ()
    new_locals: tuple[tuple[str, str, str], ...] = ()
    name: str = ""
    axis: str = ""
    value: float | None = None

    @property
    def label(self) -> str:
        """What the edit does and where, in words."""
        return self.change.label

    @property
    def characters(self) -> int:
        """About how many characters of the text of fields it removes."""
        spans = sum(span.end - span.start - len(span.written) for span in self.spans)
        return spans + sum(len(entry.header) for entry in (*self.fields, *self.functions))


def edit_at(
    site: Site,
    family: str,
    change: Change,
    weight: int,
    nodes: Nodes,
    *,
    name: str = "",
    axis: str = "",
    value: float | None = None,
) -> Edit:
    """The edit that replaces a site by `nodes`."""
    change = replace(change, function=site.function)
    replacements = (Replacement(site.function, site.node, nodes),)
    return Edit(family, change, weight, replacements, name=name, axis=axis, value=value)


def apply(module: Module, edits: Iterable[Edit]) -> Module:
    """The module after all the edits.  Their order does not matter, except where two want the same node: the
    first one gets it.

    `module` must be named (reducer.wat.naming), and be the one that the edits were made for.
    """
    edits = list(edits)
    module = _rewrite_fields(module, edits)
    module = _replace_nodes(module, [entry for edit in edits for entry in edit.replacements])
    module = _with_additions(module, edits)
    functions = {entry.name for edit in edits for entry in edit.functions}
    if functions:
        module = _drop_functions(module, functions)
    results: dict[str, int] = {}
    for name, count in (entry for edit in edits for entry in edit.results):
        results[name] = min(count, results.get(name, count))
    if results:
        module = with_fewer_results(module, results)
    dropped_locals = {entry for edit in edits for entry in edit.locals}
    if dropped_locals:
        module = drop_locals(without_parameters(module, dropped_locals), dropped_locals)
    fields = {(entry.keyword, entry.name or entry.text) for edit in edits for entry in edit.fields}
    if fields:
        module = drop_unmentioned(module, fields)
    module = with_initialised_locals(module)
    undeclared = fields or functions or any(edit.rewritten or edit.spans or edit.added for edit in edits)
    return with_declarations(module) if undeclared else module


def _drop_functions(module: Module, names: set[str]) -> Module:
    """The module without these functions; with nothing in them, where it is still large after that."""
    if module.instructions() > MAX_RENUMBERED:
        made = with_empty_functions(module, names)
        if made.instructions() > MAX_RENUMBERED:
            return made
    return without_functions(module, names)


def _rewrite_fields(module: Module, edits: Sequence[Edit]) -> Module:
    changed: dict[int, Field] = {}
    for edit in edits:
        for old, new in edit.rewritten:
            changed.setdefault(id(old), new)
    spans: dict[int, list[Span]] = defaultdict(list)
    for edit in edits:
        for span in edit.spans:
            spans[id(span.field)].append(span)
    if not changed and not spans:
        return module
    return module.with_fields(
        changed.get(id(entry)) or _written(entry, spans.get(id(entry), ())) for entry in module.fields
    )


def _written(entry: Field, spans: Sequence[Span]) -> Field:
    """The field with these places rewritten; of two places that overlap, the first one in the set is used."""
    chosen: list[Span] = []
    for span in spans:
        if all(span.end <= other.start or other.end <= span.start for other in chosen):
            chosen.append(span)
    return entry.with_spans((span.start, span.end, span.written) for span in chosen) if chosen else entry


def _with_additions(module: Module, edits: Sequence[Edit]) -> Module:
    """The module with the fields that edits add at its end, and with the locals that they add."""
    added = {(entry.keyword, entry.name): entry for edit in edits for entry in edit.added}
    declared = dict.fromkeys(entry for edit in edits for entry in edit.new_locals)
    if not added and not declared:
        return module
    forms: dict[str, str] = defaultdict(str)
    for function, name, type_ in declared:
        forms[function] += f" (local {name} {type_})"
    fields = [
        entry.with_text(entry.header + forms[entry.name], module.body(entry))
        if entry.keyword == "func" and entry.imported is None and entry.name in forms
        else entry
        for entry in module.fields
    ]
    return module.with_fields([*fields, *added.values()])


def _replace_nodes(module: Module, replacements: Iterable[Replacement]) -> Module:
    by_function: dict[str, dict[int, Nodes]] = defaultdict(dict)
    for replacement in replacements:
        by_function[replacement.function].setdefault(id(replacement.site), replacement.nodes)
    if not by_function:
        return module
    fields = []
    for entry in module.fields:
        if entry.keyword == "func" and entry.name in by_function:
            replaced = by_function[entry.name]
            key = frozenset((site, *map(id, nodes)) for site, nodes in replaced.items())
            entry = entry.derived(key, partial(_with_replaced, module, entry, replaced), replaced)
        fields.append(entry)
    return module.with_fields(fields)


def _with_replaced(module: Module, entry: Field, replaced: dict[int, Nodes]) -> Field:
    body = module.body(entry)
    results = FunctionContext(module, entry).results()
    made = rebuild(body, results, replaced=replaced, above=module.places(entry))
    return entry if made is body else entry.with_tree(made)

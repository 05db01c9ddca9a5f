"""Gives every entity, local and label of a module a name, and lets every mention use it.

Edits rely on it: where all references are names, dropping one thing renumbers no other, and taking a block
away changes no branch's meaning.  The binary without its name section stays the same, byte for byte, but for
a function that branches to its own outermost label, which has no name in the text: its body gets a block
around it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from reducer.wat.indices import Rename, references, rename_text, with_renamed
from reducer.wat.instructions import has_trait
from reducer.wat.module import Field, FunctionContext, Module
from reducer.wat.numbers import integer
from reducer.wat.rebuild import rebuild
from reducer.wat.syntax import TypeUse
from reducer.wat.tree import Arm, Block, Body, FunctionType, Group, Instr, Node, ValueTypes, instructions

_LETTER = {
    "function": "f",
    "element": "e",
    "data": "d",
    "type": "t",
    "table": "table",
    "memory": "m",
    "global": "g",
    "tag": "tag",
}


class Namer:
    """Makes names that nobody in its scope has: `$f12`, or `$f12_2` where that is taken."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(taken)
        self._last: Counter[str] = Counter()

    def name(self, wanted: str) -> str:
        candidate = f"${wanted}"
        while candidate in self._taken:
            self._last[wanted] += 1
            candidate = f"${wanted}_{self._last[wanted] + 1}"
        self._taken.add(candidate)
        return candidate


def _entity_names(module: Module) -> dict[tuple[str, int], str]:
    """The name of every entity by its space and the id of the field that declares it."""
    names: dict[tuple[str, int], str] = {}
    for space, letter in _LETTER.items():
        entries = module.entities(space)
        namer = Namer(entry.name for entry in entries if entry.space == space)
        for index, entry in enumerate(entries):
            if entry.space == space:
                names[space, id(entry)] = entry.name or namer.name(f"{letter}{index}")
    return names


def named(module: Module) -> Module:
    """The module with names everywhere; the very same module when it has them already."""
    module = _with_implicit_types(module)
    names = _entity_names(module)

    def rename(space: str, index: str) -> str:
        if index.startswith("$") or space in ("local", "label"):
            return index
        return names.get((space, id(module.find(space, index))), index)

    fields = []
    for entry in module.fields:
        if entry.printed and entry.keyword == "func" and not entry.leaves_by_number:
            fields.append(entry)
        elif entry.keyword == "func" and entry.imported is None:
            fields.append(_named_function(module, entry, names["function", id(entry)], rename))
        else:
            fields.append(_named_field(entry, names, rename))
    if all(new is old for new, old in zip(fields, module.fields, strict=True)):
        return module
    return module.with_fields(fields)


def _named_field(entry: Field, names: Mapping[tuple[str, int], str], rename: Rename) -> Field:
    """A field other than a function with its name written, and its references by name."""
    changes = {
        (reference.start, reference.start + len(reference.text), rename(reference.space, reference.text))
        for reference in entry.declaration.references
        if not reference.text.startswith("$")
    }
    for member in entry.members:
        name = names.get((member.space, id(member)), "")
        if name and not member.name:
            position = member.start - entry.start + member.declaration.name_position
            changes.add((position, position, f" {name}"))
    text = entry.text
    if all(old == text[start:stop] for start, stop, old in changes):
        return entry
    return entry.with_spans(changes)


def header(
    name: str,
    exports: Iterable[str],
    use: TypeUse,
    params: Iterable[tuple[str, str]],
    locals_: Iterable[tuple[str, str]],
) -> str:
    """A function's header (without the closing parenthesis); params and locals are (name, type)."""
    words = [f"(func {name}", *(f'(export "{export}")' for export in exports)]
    if use.index:
        words.append(f"(type {use.index})")
    words += [f"(param {local} {type_})" for local, type_ in params]
    if use.inline.results:
        words.append(f"(result {' '.join(use.inline.results)})")
    words += [f"(local {local} {type_})" for local, type_ in locals_]
    return " ".join(words)


def _named_function(module: Module, entry: Field, name: str, rename: Rename) -> Field:
    context = FunctionContext(module, entry)
    namer = Namer(local for local, _ in context.locals)
    names = [local or namer.name(f"l{index}") for index, (local, _) in enumerate(context.locals)]
    old = module.body(entry)
    body = _named_body(old, context.results(), names, rename)
    declaration = entry.declaration
    use = declaration.type_use or TypeUse()
    complete = entry.name and all(local for local, _ in context.locals)
    numeric = any(
        rename(reference.space, reference.text) != reference.text for reference in declaration.references
    )
    if body is old and complete and not numeric:
        return entry
    text = entry.header
    if not complete or numeric:
        type_ = module.type_use(use)
        results = tuple(rename_text(result, rename) for result in type_.results)
        use = use._replace(
            index=rename("type", use.index) if use.index else "",
            inline=FunctionType(type_.params, results),
        )
        typed = [
            (local, rename_text(type_, rename))
            for local, (_, type_) in zip(names, context.locals, strict=True)
        ]
        count = len(type_.params)
        text = header(name, declaration.exports, use, typed[:count], typed[count:])
    return entry.with_text(text, body)


@dataclass(frozen=True)
class _Label:
    """An open label: as it was written ("" where it had none), and its new name."""

    written: str
    name: str


class _Labels:
    """New names for the blocks of a body, and for every branch what its labels are called now.

    `names` by id of the block, `branches` by id of the instruction and label as written.  `outermost` is the
    name of a block that has to be put around the body because a branch leaves the function by it ("" where
    none does).
    """

    def __init__(self, body: Body) -> None:
        blocks = [node.block for node in instructions(body) if node.block is not None]
        count = Counter(block.label for block in blocks if block.label)
        self._namer = Namer(count)
        self._kept = {label for label, times in count.items() if times == 1}
        self.names: dict[int, str] = {}
        self.branches: dict[tuple[int, str], str] = {}
        self.outermost = ""
        self._open: list[_Label] = []
        self._places: defaultdict[str, list[int]] = defaultdict(list)  # of the open ones by how it is written
        work: list[tuple[Node, int]] = [
            (node, 0) for node in reversed(body)
        ]  # with how many labels around it
        while work:
            node, depth = work.pop()
            while len(self._open) > depth:
                self._places[self._open.pop().written].pop()
            if isinstance(node, Group):
                work += [(item, depth) for item in reversed(node.items)]
                continue
            work += [(operand, depth) for operand in node.operands]
            for space, index in references(node):
                if space == "label" and (id(node), index) not in self.branches:
                    self.branches[id(node), index] = self._find(index)
            if node.block is not None:
                self._places[node.block.label].append(depth)
                self._open.append(_Label(node.block.label, self._name(node.block)))
                work += [(item, depth + 1) for arm in node.block.arms for item in reversed(arm.body)]

    def _name(self, block: Block) -> str:
        kept = block.label in self._kept
        self.names[id(block)] = block.label if kept else self._namer.name(block.label[1:] or "label")
        return self.names[id(block)]

    def _find(self, index: str) -> str:
        if index.startswith("$"):
            place = self._places[index][-1] if self._places[index] else -1
        else:
            place = len(self._open) - 1 - integer(index)
        if place >= 0:
            return self._open[place].name
        self.outermost = self.outermost or self._namer.name("body")
        return self.outermost


def _named_body(body: Body, results: ValueTypes, locals_: list[str], rename: Rename) -> Body:
    labels = _Labels(body)

    def change(node: Node, before: Node) -> tuple[Node, ...]:
        if not isinstance(node, Instr) or not isinstance(before, Instr) or not node.op:
            return (_with_renamed_types(node, rename),)
        if node.block is not None and before.block is not None:
            name = labels.names[id(before.block)]
            if name != node.block.label:
                node = replace(node, block=replace(node.block, label=name))

        def everything(space: str, index: str) -> str:
            if space == "label":
                return labels.branches[id(before), index]
            if space == "local" and not index.startswith("$"):
                return locals_[integer(index)]
            if space == "memory" and has_trait(node.op, "atomic"):
                return index  # wat2wasm 1.0.42 does not resolve the name of a memory here
            return rename(space, index)

        return (_with_renamed_types(with_renamed(node, everything), rename),)

    made = rebuild(body, results, change)
    if not labels.outermost:
        return made
    results = _renamed_types(results, rename) or results
    type_use = f"(result {' '.join(results)})" if results else ""
    block = Block(labels.outermost, type_use, FunctionType((), results), (Arm("block", (), made),))
    return (Instr("block", (), (), results, block),)


def _with_renamed_types(node: Node, rename: Rename) -> Node:
    """The node with names in the types of what it gives, and of its block."""
    if results := _renamed_types(node.results, rename):
        node = replace(node, results=results)
    if isinstance(node, Instr) and node.block is not None:
        type_ = node.block.type
        params, results = _renamed_types(type_.params, rename), _renamed_types(type_.results, rename)
        if params or results:
            type_ = FunctionType(params or type_.params, results or type_.results)
            node = replace(node, block=replace(node.block, type=type_))
    return node


def _renamed_types(types: ValueTypes, rename: Rename) -> ValueTypes:
    """The types by name, () where none of them changes."""
    if not any(type_[0] == "(" for type_ in types):
        return ()
    renamed = tuple(rename_text(type_, rename) for type_ in types)
    return renamed if renamed != types else ()


def _with_implicit_types(module: Module) -> Module:
    """The module with its implicit types declared, where it refers to one by index; otherwise the very same
    module.
    """
    declared = len(module.entities("type"))
    if not any(index[:1].isdigit() and integer(index) >= declared for index in _type_indices(module)):
        return module
    return module.with_fields([*module.fields, *module.implicit_types])


def _type_indices(module: Module) -> Iterator[str]:
    for entry in module.fields:
        if entry.printed and entry.keyword == "func":
            continue
        yield from (reference.text for reference in entry.declaration.references if reference.space == "type")
        if entry.keyword == "func" and entry.imported is None:
            for node in instructions(module.body(entry)):
                yield from (index for space, index in references(node) if space == "type")

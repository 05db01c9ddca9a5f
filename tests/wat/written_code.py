"""Code as nodes that know their operands, and its text: each node flat or folded, as the dice say."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

COMMENTS = (';; line ( " comment\n', "(; block ;)", '(; outer (; inner ) ;) " ;)', "\n", " ", "(;;)")


@dataclass
class Node:
    """An instruction: its text, the nodes that run before it, and, of a block, the arms (keyword, code) and
    how it ends.
    """

    head: str
    operands: list[Node] = field(default_factory=list)
    arms: list[tuple[str, list[Node]]] = field(default_factory=list)
    delegate: str = ""


class Writer:
    """Nodes as text: each flat or folded, as the dice say."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.folding = random.choice([0.0, 0.5, 1.0])

    def code(self, nodes: list[Node]) -> list[str]:
        words = []
        for node in nodes:
            if self.random.random() < 0.03:
                words.append(self.random.choice(COMMENTS))
            # wat2wasm takes no folded instruction after a flat `delegate`.
            folded = node.delegate or self.random.random() < self.folding
            words += self.folded(node) if folded else self.flat(node)
        return words

    def flat(self, node: Node) -> list[str]:
        words = [*self.code(node.operands), node.head]
        for keyword, code in node.arms:
            if keyword not in ("", "then", "do"):
                words.append(keyword)
            words += self.code(code)
        if node.arms:
            words.append(f"delegate {node.delegate}" if node.delegate else "end")
        return words

    def folded(self, node: Node) -> list[str]:
        if not node.arms:
            return [
                f"({node.head}",
                *(word for operand in node.operands for word in self.folded(operand)),
                ")",
            ]
        words = [word for operand in node.operands for word in self.folded(operand)]
        words.append(f"({node.head}")
        for keyword, code in node.arms:
            words += [f"({keyword}", *self.code(code), ")"] if keyword else self.code(code)
        if node.delegate:
            words.append(f"(delegate {node.delegate})")
        return [*words, ")"]

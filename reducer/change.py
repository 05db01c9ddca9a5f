"""What an edit did to a program, as facts: edits carry them, findings keep them, conclusions use them.

The words are for people, and may be chosen anew at any time: nothing reads them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Relation = Literal["", "equal", "apart", "constant", "varying", "unmasked"]
"""How the operands hang together now: two are equal or a fixed distance apart, one no longer varies, varies
with the loop, or has lost its mask."""


@dataclass(frozen=True)
class Change:
    """`words` say what was done, `was` what stood there before where that is worth a word, `function` where.

    `operations` are the instructions that were changed or went, `after` what stands in the place of the only
    one; `removed`: it went alone, and its operands are still worked out.  `operand` is the one of it that was
    changed (`length`, `source`, `offset`), `own` the number that it had; `relation` what was done to it.
    """

    words: str = ""
    function: str = ""
    was: str = ""
    operations: tuple[str, ...] = ()
    after: str = ""
    removed: bool = False
    operand: str = ""
    own: float | None = None
    relation: Relation = ""

    @property
    def done(self) -> str:
        """In words, without the function: `i32.add -> i32.xor, was i32.add(local.get $a, i32.const 1)`."""
        return f"{self.words}, was {self.was}" if self.was else self.words

    @property
    def label(self) -> str:
        """The same with the function."""
        return f"{self.done} in {self.function}" if self.function else self.done

    @property
    def operation(self) -> str:
        """The instruction; empty where there is none, or where there are several."""
        return self.operations[0] if len(self.operations) == 1 else ""

    def operand_of(self, instruction: str) -> str:
        """`its length` where the operand is that instruction's, else `the left of i32.add`."""
        own = self.operation in ("", instruction)
        return f"its {self.operand}" if own else f"the {self.operand} of {self.operation}"


UNKNOWN = Change()
"""Of what is no edit, such as a case as it is."""

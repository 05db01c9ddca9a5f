"""What an edit did to a program, as facts: edits carry them, findings keep them, conclusions use them.

The words are for people and may change at any time: no code reads them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Relation = Literal["", "equal", "apart", "constant", "varying", "unmasked"]
"""The relation between operands after the edit: two are equal, or a fixed distance apart; one no longer
varies, varies with the loop, or has lost its mask."""


@dataclass(frozen=True)
class Change:
    """`words` say what was done, `was` names what stood there before where that is worth saying, `function`
    says where.

    `operations` are the instructions that were changed or removed, and `after` replaces the only one.
    `removed`: the instruction was removed alone, and its operands are still computed.  `operand` is the
    operand that was changed (`length`, `source`, `offset`), `own` the number that it had, `relation` what was
    done to it.
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
"""The change of a case that was not edited."""

"""What a format's own syntax says about a text: blocks, and markup to leave out."""

from dataclasses import dataclass

from briefgen.model.spans import Edit
from briefgen.model.text import Block


@dataclass(frozen=True, slots=True)
class Structure:
    """Blocks in text order, disjoint, without surrounding blanks; edits drop markup."""

    blocks: tuple[Block, ...]
    edits: tuple[Edit, ...] = ()

"""What readers return: text with what its format says about it, and the parts inside."""

from dataclasses import dataclass

from briefgen.model.locators import NOWHERE, Locator
from briefgen.model.spans import Edit
from briefgen.model.text import UNKNOWN, Block, Box, Metadata, Notice


@dataclass(frozen=True, slots=True)
class Structure:
    """Blocks in text order, disjoint, without surrounding blanks; edits drop markup."""

    blocks: tuple[Block, ...]
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """Something inside a file that is a source of its own: an attachment, a mail, an entry.

    One with an empty name is what the file itself says: a mail's body, the text of a JSON
    object. `media_type` is "" where its content must tell. `metadata` and `notices` are what
    the file around it says of it, `place` where it lies in there. `held` is why the file does
    not let it be used, a reason and its detail; None where it may be.
    """

    name: str
    content: bytes
    media_type: str = ""
    metadata: Metadata = UNKNOWN
    place: Locator = NOWHERE
    notices: tuple[Notice, ...] = ()
    held: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader makes of bytes. Fields are those of RawDocument; `parts` lie inside.

    `text` is "" for a file that only holds parts.
    """

    media_type: str
    text: str = ""
    encoding: str = ""
    blocks: tuple[Block, ...] = ()
    edits: tuple[Edit, ...] = ()
    boxes: tuple[Box, ...] = ()
    metadata: Metadata = UNKNOWN
    notices: tuple[Notice, ...] = ()
    parts: tuple[Part, ...] = ()

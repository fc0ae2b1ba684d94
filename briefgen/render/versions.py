"""How other sources give a quotation: in what sort of words, by whom, and what differs."""

from collections.abc import Iterator
from dataclasses import dataclass

from briefgen.model.brief import Brief, Item
from briefgen.model.edits import WordEdit
from briefgen.model.evidence import Likeness, Quotation, Speaker
from briefgen.model.speech import turns
from briefgen.render import marks

_WHOLE = 8
"""Words of a run that are shown; of a longer one only those at its ends, if they don't turn it."""

_ENDS = 3

_LABELS = {
    Likeness.SAME: "Same words",
    Likeness.SHORTENED: "Shortened",
    Likeness.ALTERED: "Worded differently",
    Likeness.REPORTED: "In indirect speech",
}


@dataclass(frozen=True, slots=True)
class ShownVersion:
    """A version as a template shows it; `edits` is empty when the words are the same.

    `speaker` is the name this source gives where it is another one.
    """

    label: str
    numbers: tuple[int, ...]
    speaker: str
    edits: tuple[WordEdit, ...]


def versions(brief: Brief, item: Item) -> tuple[ShownVersion, ...]:
    """Return the versions of a quotation that the item cites, the same words in one."""
    made = list(_shown(brief, item))
    same = [one for one in made if not one.edits and not one.speaker]
    numbers = tuple(n for one in same for n in one.numbers)
    joined = (ShownVersion(_LABELS[Likeness.SAME], numbers, "", ()),) if same else ()
    return (*joined, *(one for one in made if one not in same))


def _shown(brief: Brief, item: Item) -> Iterator[ShownVersion]:
    for version in brief.versions(item.ref):
        first, other = brief.find(version.quotation), brief.find(version.other)
        if not (isinstance(first, Quotation) and isinstance(other, Quotation)):
            continue
        numbers = marks.apart(brief, marks.numbers(brief, item, other.parts))
        if numbers:
            same = version.likeness is Likeness.SAME
            edits = () if same else tuple(_clipped(edit) for edit in version.edits)
            named = _other_name(first.speaker, other.speaker)
            yield ShownVersion(_LABELS[version.likeness], numbers, named, edits)


def _clipped(edit: WordEdit) -> WordEdit:
    words = edit.text.split()
    if len(words) <= _WHOLE or turns(" ".join(words[_ENDS:-_ENDS])):
        return edit
    ends = (*words[:_ENDS], "…", *words[-_ENDS:])
    return WordEdit(edit.operation, " ".join(ends))


def _other_name(first: Speaker, other: Speaker) -> str:
    known = first.actor and other.actor
    return other.name if known and first.actor != other.actor else ""

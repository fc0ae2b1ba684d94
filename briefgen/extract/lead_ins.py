"""The sentence that announces a list: "The council approved three works:"."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from briefgen.extract.nlp import Parsed, Passage
from briefgen.extract.openers import after_opener
from briefgen.extract.tokens import Tokens
from briefgen.model.spans import Span
from briefgen.model.text import BlockKind


@dataclass(frozen=True, slots=True)
class LeadIn:
    """A sentence that ends in a colon, right before the items of a list."""

    passage: Passage
    tokens: Tokens

    @property
    def span(self) -> Span:
        """Its canonical span, colon included."""
        return self.passage.span(self.tokens)


def find_lead_ins(parsed: Parsed) -> Mapping[int, LeadIn]:
    """Return the sentence that announces each list item, by the place where the item begins."""
    passages: defaultdict[Span, list[Passage]] = defaultdict(list)
    for passage in parsed.passages:
        passages[passage.block.span].append(passage)
    found: dict[int, LeadIn] = {}
    announced: dict[str | None, LeadIn | None] = {}
    for block in parsed.document.blocks:
        beside = block.locator.note  # a note to one item does not end the list
        if block.kind is not BlockKind.ITEM:
            held = passages[block.span]
            announced[beside] = _announcing(held[-1]) if held else None
        elif (lead_in := announced.get(beside)) is not None:
            found[block.span.start] = lead_in
    return found


def _announcing(passage: Passage) -> LeadIn | None:
    sentences = list(passage.doc.sents)
    last = sentences[-1] if sentences else None
    while last is not None and len(last) > 1 and last[-1].is_space:
        last = last[:-1]
    if last is None or last[-1].text != ":":
        return None
    return LeadIn(passage, after_opener(last))

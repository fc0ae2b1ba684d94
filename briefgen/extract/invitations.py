"""Invitations: lines that say what takes place and when are one statement of a planned event.

Nothing in them is a sentence: "What: Opening of the depot. When: Tuesday, 1 December. Where: Odda."
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from briefgen.extract.lead_ins import LeadIn
from briefgen.extract.lexicon import words
from briefgen.extract.nlp import Parsed, Passage
from briefgen.extract.tokens import Tokens
from briefgen.model.annotations import Statement
from briefgen.model.spans import Span

_LABEL = re.compile(r"(?:^|(?<=\n)|(?<=[.!?]\s))[ \t•-]*([A-Za-z]+(?: [a-z]+){0,2}):\s+(?=\S)")
_NEAR = 3
"""A line that says when may stand so many blocks from the one that says what."""

_INVITE = "invite"
_FINITE = ("VBD", "VBZ", "VBP", "MD")
_FEATURES = {
    "event": 0.8, "general": 0.0, "planned": 1.0, "past": 0.0, "leaning": 0.0, "vague": 0.0,
    "short": 0.0,
}  # fmt: skip
"""Features that an invitation has by being one: it tells as much of an event as a sentence."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """What takes place and when, or the later of the two with the earlier as its lead-in."""

    passage: Passage
    tokens: Tokens
    lead_in: LeadIn | None = None

    @property
    def span(self) -> Span:
        """Its canonical span, without the lead-in."""
        return self.passage.span(self.tokens)

    @property
    def called_off(self) -> bool:
        """Whether it says that the event does not take place."""
        lines = [self.tokens, *([self.lead_in.tokens] if self.lead_in else [])]
        called_off = words("facts", "called_off_labels")
        return any(token.lower_ in called_off for line in lines for token in line)


def find_invitations(parsed: Parsed) -> Iterator[Invitation]:
    """Yield the invitations of a document in text order."""
    before: tuple[int, Passage, Tokens, frozenset[str]] | None = None
    for number, passage in enumerate(parsed.passages):
        tokens, told = _labelled(parsed, passage)
        if tokens is None or not told & {"what", "when"}:
            continue
        if told >= {"what", "when"}:
            yield Invitation(passage, tokens)
            before = None
        elif before and number - before[0] <= _NEAR and told | before[3] >= {"what", "when"}:
            yield Invitation(passage, tokens, LeadIn(before[1], before[2]))
            before = None
        else:
            before = (number, passage, tokens, told)


def tell_event(statement: Statement, invitation: Invitation) -> Statement:
    """Return the statement of an invitation: an event to come, though often no verb says so."""
    features = {**dict(statement.features), **_FEATURES}
    verbal = any(token.tag_ in _FINITE for token in invitation.tokens)
    return replace(
        statement,
        verb=statement.verb if verbal else _INVITE,
        negated=invitation.called_off,
        features=tuple(features.items()),
    )


def _labelled(parsed: Parsed, passage: Passage) -> tuple[Tokens | None, frozenset[str]]:
    """Return the labelled lines of a passage, and what they tell of: what, when, where, who."""
    text = passage.at(0, max(len(passage.doc.text), 1)).of(parsed.document.text)
    found = [(label, kind) for label in _LABEL.finditer(text) if (kind := _kind(label[1]))]
    if not found:
        return None, frozenset()
    end = text.find("\n", found[-1][0].end())
    stop = len(text) if end < 0 else end
    tokens = passage.doc.char_span(found[0][0].start(1), stop, alignment_mode="contract")
    return tokens, frozenset(kind for _, kind in found)


def _kind(label: str) -> str:
    """Return what a label stands before, "" for one of something else."""
    said = label.casefold()
    if said in words("facts", "called_off_labels"):
        return "what"
    kinds = ("what", "when", "where", "who")
    return next((kind for kind in kinds if said in words("facts", f"{kind}_labels")), "")

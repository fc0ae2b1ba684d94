"""Finds pairs of names that the text itself says are one person's: "X Y, known as Z"."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from briefgen.model.annotations import ActorKind, AliasMention, Mention

_SAID = re.compile(
    r",? \(?(?:(?:also |better |widely |commonly )?known as|formerly(?: known as)?|born|née|nee"
    r"|alias|a\.?k\.?a\.?|whose real name is|real name) [\"“‘']?"
)


def find_other_names(mentions: Sequence[Mention], text: str) -> Iterator[AliasMention]:
    """Yield such pairs, the first name as the long form; `mentions` stand in text order."""
    for one, other in pairwise(mentions):
        between = text[one.span.end : other.span.start]
        people = one.kind is ActorKind.PERSON is other.kind
        if people and not (one.entry or other.entry) and _SAID.fullmatch(between):
            yield AliasMention(one.span, other.span)

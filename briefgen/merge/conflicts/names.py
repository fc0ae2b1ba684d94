"""Names that sources give for the same role or the same act, where they differ."""

import re
from collections.abc import Iterator, Mapping

from briefgen.merge.events import Claim, Unit
from briefgen.merge.who import Identities
from briefgen.merge.words import fold
from briefgen.model.annotations import ActorKind
from briefgen.model.evidence import Actor
from briefgen.model.spans import Span
from briefgen.model.text import Document

_CLAIMED_BY = re.compile(r"\bclaimed\sby\s(?:(?:the|an?|a\sgroup\scalled)\s)?")
_CLAIMS = re.compile(r"\s(?:\w+\s){0,2}claim(?:s|ed)\s(?:responsibility|the\sattack)\b")
_BLAMED_ON = re.compile(r"\bblamed\son\s(?:(?:the|an?)\s)?")

Names = Mapping[str, list[tuple[Unit, Span]]]
"""Names as shown, each with the places where units give it."""


def differing_names(
    claim: Claim, identities: Identities, documents: Mapping[str, Document]
) -> Iterator[tuple[str, Names]]:
    """Yield each slot that different sources fill with different names.

    Only what is beyond doubt the same slot counts: a person in the same role, who claimed
    the deed, whom it is blamed on.
    """
    slots: dict[str, dict[str, list[tuple[Unit, Span]]]] = {}
    for unit in claim.members:
        filled = (*_in_roles(unit, identities), *_agents(unit, identities, documents[unit.source]))
        for slot, actor, span in filled:
            slots.setdefault(slot, {}).setdefault(actor.name, []).append((unit, span))
    for slot, names in slots.items():
        sources = [{unit.source for unit, _ in places} for places in names.values()]
        if len(names) > 1 and not set.intersection(*sources):
            yield slot, names


def _in_roles(unit: Unit, identities: Identities) -> Iterator[tuple[str, Actor, Span]]:
    """Yield the persons to whom the unit itself gives a role, where there is one such person."""
    said = unit.statement.attribution
    found = []
    for span, actor in identities.named(unit.source, unit.statement.span):
        if actor.kind is not ActorKind.PERSON or (said and said.contains(span)):
            continue
        for role in actor.roles:
            here = role.citation.source == unit.source
            if here and unit.statement.span.contains(role.citation.span):
                found.append((f"name: {fold(role.text)}", actor, span))
    roles = [slot for slot, _, _ in found]
    yield from (one for one in found if roles.count(one[0]) == 1)


def _agents(
    unit: Unit, identities: Identities, document: Document
) -> Iterator[tuple[str, Actor, Span]]:
    """Yield who, by the unit's words, claimed what was done, or is blamed for it."""
    whole = unit.statement.span
    for span, actor in identities.named(unit.source, whole):
        before = document.text[whole.start : span.start]
        after = document.text[span.end : whole.end]
        if _ends(_CLAIMED_BY, before) or _CLAIMS.match(after):
            yield "who claimed it", actor, span
        elif _ends(_BLAMED_ON, before):
            yield "who is blamed", actor, span


def _ends(pattern: re.Pattern[str], text: str) -> bool:
    return any(found.end() == len(text) for found in pattern.finditer(text))

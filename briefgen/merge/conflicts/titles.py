"""Titles of one person that sources state and that cannot be held at one time.

Compared are the words of titles with the same head ("minister"): one that has ended or is
only a deputy's against one that is held, and one office against another. A title that is
stated more shortly is no other title, and one that ended later than it was last stated
held is none either.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations

from briefgen.merge.tables import Weights, read_words
from briefgen.merge.words import fold
from briefgen.model.annotations import ActorKind
from briefgen.model.evidence import Actor, Disagreement, Value
from briefgen.model.ids import content_id
from briefgen.model.offices import Role

_W = Weights(__package__, "titles")
_WORDS = read_words(__package__, "titles")
_ENDED, _LOWER, _OFFICES = _WORDS["ended"], _WORDS["lower"], _WORDS["offices"]
_FIELDS, _SMALL, _KEPT = _WORDS["fields"], _WORDS["small"], _WORDS["kept"]
_WORD = re.compile(r"[^\W_]+")

_RETIRED = "retired"
"""Who has retired is called by the old title still: "Judge", "General"."""

_OVER = "one source says that the office has ended, another that it is held"
_RANK = "one source gives the office itself, another a lower or temporary one"
_OTHER = "the sources give different offices"


def find_title_conflicts(actors: Sequence[Actor]) -> tuple[Disagreement, ...]:
    """Return one disagreement for each person whose sources state titles that conflict."""
    return tuple(one for actor in actors if actor.kind is ActorKind.PERSON for one in _of(actor))


def slot_of(actor: Actor) -> str:
    """Return what a disagreement about a person's titles is about."""
    return f"role of {actor.name}"


def _of(actor: Actor) -> Iterator[Disagreement]:
    reasons: dict[str, None] = {}
    parties: dict[str, Role] = {}
    for one, other in combinations(actor.roles, 2):
        why = _conflict(one, other)
        if why:
            reasons.setdefault(why)
            for role in (one, other):
                parties.setdefault(fold(role.text), role)
    if reasons:
        values = tuple(_value(role, actor) for role in parties.values())
        places = [(c.source, c.start) for value in values for c in value.citations]
        slot = slot_of(actor)
        yield Disagreement(
            content_id("disagreement", slot, places), slot, "", values, "; ".join(reasons)
        )


def _conflict(one: Role, other: Role) -> str:
    """Return why two titles cannot be held at one time; "" when they can."""
    if one.citation.source == other.citation.source:
        return ""
    a, b = _words(one.text), _words(other.text)
    heads = a & b & _OFFICES
    if not heads or _RETIRED in a ^ b or _are_far_apart(one, other):
        return ""
    if bool(a & _ENDED) != bool(b & _ENDED):
        ended, held = (one, other) if a & _ENDED else (other, one)
        same_office = not heads & _KEPT and (_is_part(a - _ENDED, b) or _is_part(b, a - _ENDED))
        return _OVER if same_office and not _may_follow(held, ended) else ""
    if a & _ENDED:
        return ""
    if bool(a & _LOWER) != bool(b & _LOWER):
        return _RANK if _is_part(a - _LOWER, b) or _is_part(b - _LOWER, a) else ""
    return _OTHER if a & _FIELDS and b & _FIELDS and not a & b & _FIELDS else ""


def _are_far_apart(one: Role, other: Role) -> bool:
    """Tell whether the sources were written so long after each other that both may be right."""
    if not (one.date and other.date):
        return False
    apart = abs((date.fromisoformat(one.date) - date.fromisoformat(other.date)).days)
    return apart > _W.changing_hands


def _is_part(words: frozenset[str], others: frozenset[str]) -> bool:
    return words <= others or others <= words


def _may_follow(held: Role, ended: Role) -> bool:
    """Tell whether the office may have ended between the days of the two sources."""
    return bool(held.date and ended.date) and held.date < ended.date


def _words(title: str) -> frozenset[str]:
    return frozenset(_WORD.findall(fold(title))) - _SMALL


def _value(role: Role, actor: Actor) -> Value:
    same = (r.citation for r in actor.roles if fold(r.text) == fold(role.text))
    return Value(role.text, tuple(same))

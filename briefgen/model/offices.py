"""What somebody is said to be: each office once, with the days on which sources state it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefgen.model.citations import Citation


@dataclass(frozen=True, slots=True)
class Role:
    """A role as one source states it; `date` is that source's publication date.

    Roles of one `office` differ but in case, hyphens, nationality and how it is written short.
    One that is `over` is stated as a former one; a date may be `guessed`.
    """

    text: str
    citation: Citation
    date: str
    office: str = ""
    over: bool = False
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class Office:
    """One office in its fullest wording, all that state it, and the first and last day of these.

    Days are "" where none is known, and `exact` where none of them is a guess.
    """

    wording: str
    citations: tuple[Citation, ...]
    first: str
    last: str
    exact: bool


def offices_of(roles: Sequence[Role]) -> tuple[Office, ...]:
    """Return the offices of somebody in the order in which they are first stated.

    What a source calls former is shown as held only where a later source says so, beside it.
    """
    stated: dict[str, list[Role]] = {}
    for role in roles:
        stated.setdefault(role.office or role.text.casefold(), []).append(role)
    return tuple(_office(group) for told in stated.values() for group in _valid(told))


def _valid(told: Sequence[Role]) -> Iterator[Sequence[Role]]:
    """Yield the statements that hold: of an office held, or of one that is over."""
    over = [role for role in told if role.over]
    ended = max((role.date for role in over), default="")
    held = [role for role in told if not role.over and (not over or role.date > ended > "")]
    yield from (group for group in (held, over) if group)


def _office(told: Sequence[Role]) -> Office:
    days = sorted(role.date for role in told if role.date)
    fullest = max(told, key=lambda role: len(role.text.split()))
    return Office(
        wording=fullest.text,
        citations=tuple(role.citation for role in told),
        first=days[0] if days else "",
        last=days[-1] if days else "",
        exact=not any(role.guessed for role in told),
    )

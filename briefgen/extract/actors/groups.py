"""Finds actors without a name: juntas, ministers, militants, "the three countries".

Such a group counts only where it speaks or acts. A counted group refers to the last
coordination of as many states or bodies before it, when one is near or no other has so
many; "the ministers of X and Y" refers to both.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefgen.extract.actors.governments import speaks
from briefgen.extract.actors.titles import Ground, is_among, is_joint, is_title
from briefgen.extract.lexicon import table
from briefgen.extract.tokens import Token
from briefgen.model.annotations import ActorKind, Mention
from briefgen.model.spans import Span

_BACK = 600
"""Characters before a counted group among which the last coordination of so many counts."""

_FAR = 20_000
"""Characters before it among which one counts if there is no other of so many."""

_BETWEEN = frozenset(
    {"", ",", "and", "as well as", "with", "the", "and the", ", and", ", the", ", and the"}
)
_OWNS = ("'s", "’s")
_MEMBERS = frozenset({ActorKind.STATE, ActorKind.ORGANISATION})
_IDLE = frozenset({"be", "have", "do", "become", "remain", "seem"})


@dataclass(frozen=True, slots=True)
class Group:
    """The words for a group, and how the text says who is meant.

    `count` is the number of members ("the three countries"; 0: not said). `of` are the
    words after the noun that name or count those whose group it is ("ministers of ...").
    """

    span: Span
    count: int
    of: Span | None
    needs_members: bool

    @property
    def counted(self) -> bool:
        """Tell whether the group's own words count its members."""
        return bool(self.count) and self.of is None


def find_groups(ground: Ground) -> tuple[Group, ...]:
    """Return the groups of a passage that speak or act, in text order."""
    return tuple(_groups(ground))


def members(group: Group, mentions: Sequence[Mention], text: str) -> tuple[Mention, ...]:
    """Return those that a group refers to; none when the text does not say.

    `mentions` stand in text order.
    """
    of = group.of
    if of and not group.count:
        inside = list(_between(mentions, of.start, of.end))
        more = _between(mentions, of.end, of.end + _BACK) if inside else ()
        for mention in more:
            if not _joins(text[inside[-1].span.end : mention.span.start]):
                break
            inside.append(mention)
        inside = [m for m in inside if not text.startswith(_OWNS, m.span.end)]
        return tuple(inside) if all(m.kind in _MEMBERS for m in inside) else ()
    if not group.count:
        return ()
    before = _between(mentions, group.span.start - _FAR, group.span.start)
    runs = [run for run in _runs(before, text) if _is_coordination(run, group.count, text)]
    near = [run for run in runs if run[0].span.start >= group.span.start - _BACK]
    told = {tuple(sorted(m.entry or m.name for m in run)) for run in runs}
    return tuple(runs[-1]) if near or len(told) == 1 else ()


def _runs(mentions: Sequence[Mention], text: str) -> Iterator[list[Mention]]:
    """Yield the longest runs of states, or of bodies, that commas and "and" join."""
    run: list[Mention] = []
    for mention in mentions:
        goes_on = run and mention.kind is run[-1].kind
        if not (goes_on and _joins(text[run[-1].span.end : mention.span.start])):
            if run:
                yield run
            run = []
        if mention.kind in _MEMBERS:
            run.append(mention)
    if run:
        yield run


def _between(mentions: Sequence[Mention], start: int, end: int) -> Sequence[Mention]:
    first = bisect_left(mentions, start, key=lambda mention: mention.span.start)
    last = bisect_left(mentions, end, key=lambda mention: mention.span.start)
    return mentions[first:last]


def _is_coordination(run: Sequence[Mention], count: int, text: str) -> bool:
    if len(run) != count:
        return False
    last = text[run[-2].span.end : run[-1].span.start] if count > 1 else ""
    return "and" in last.split() and len({m.entry or m.name for m in run}) == count


def _joins(between: str) -> bool:
    return " ".join(between.replace(",", " , ").split()) in _BETWEEN


def _groups(ground: Ground) -> Iterator[Group]:
    for token in ground.doc:
        if token.tag_ not in {"NN", "NNS"} or ground.known[token.i]:
            continue
        count = _count(token)
        if count and is_among(token, "counted_groups"):
            if _acts(token):
                yield Group(ground.span(_first(token), token.i + 1), count, None, False)
            continue
        bare = is_among(token, "groups")
        if not (bare or is_among(token, "groups_of")) or not (speaks(token) or _acts(token)):
            continue
        owners = _owners(token)
        if owners is not None:
            of = ground.span(owners.left_edge.i, owners.right_edge.i + 1)
            count = _count(owners) if is_among(owners, "counted_groups") else 0
            yield Group(ground.span(_first(token), token.i + 1), count, of, True)
        elif bare and speaks(token) and _is_bare(token):
            yield Group(ground.span(_first(token), token.i + 1), 0, None, False)


def _owners(token: Token) -> Token | None:
    """Return the noun after "of" or "from" that says whose a group is."""
    lead = next((c for c in token.children if c.dep_ == "prep" and c.i == token.i + 1), None)
    if lead is None or lead.lower_ not in {"of", "from"}:
        return None
    return next((c for c in lead.children if c.dep_ == "pobj"), None)


def _acts(subject: Token) -> bool:
    verb = subject.head
    return subject.dep_ == "nsubj" and verb.pos_ == "VERB" and verb.lemma_ not in _IDLE


def _is_bare(token: Token) -> bool:
    """Tell whether nothing says which of the group are meant ("ministers on leave")."""
    named = any(
        child.dep_ in {"prep", "relcl", "poss", "compound", "appos"} for child in token.children
    )
    return not named


def _count(token: Token) -> int:
    """Return the number in "the three countries"; 0 without article or number."""
    numbers: dict[str, int] = table("facts")["numbers"]
    lefts = list(token.lefts)
    definite = any(left.lower_ in {"the", "these", "those"} for left in lefts)
    counts = [numbers.get(left.lower_, 0) for left in lefts if left.dep_ == "nummod"]
    return counts[0] if definite and counts else 0


def _first(token: Token) -> int:
    """Return where the words of a group begin, past article and pronoun."""
    parts = {"nummod", "amod", "compound"}
    first = min((t.i for t in token.lefts if t.dep_ in parts and not is_title(t)), default=token.i)
    first = first if all(t.dep_ in parts for t in token.doc[first : token.i]) else token.i
    while is_joint(token.doc, first - 1):
        first -= 2
    return first

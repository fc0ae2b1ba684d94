"""Finds actors without a name: juntas, ministers, militants, "the three countries".

Such a group counts only where it speaks or acts. A counted group refers to the nearest
coordination of as many states or bodies before it, when there is one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from briefgen.extract.actors.governments import speaks
from briefgen.extract.actors.titles import Ground, is_among
from briefgen.extract.lexicon import table
from briefgen.model.annotations import ActorKind, Mention
from briefgen.model.spans import Span

_BACK = 600
"""Characters before a counted group among which its members must be named."""

_BETWEEN = frozenset(
    {"", ",", "and", "as well as", "with", "the", "and the", ", and", ", the", ", and the"}
)
_IDLE = frozenset({"be", "have", "do", "become", "remain", "seem"})


@dataclass(frozen=True, slots=True)
class Group:
    """The words for a group, and how many members the words count (0: not said)."""

    span: Span
    count: int


def find_groups(ground: Ground) -> tuple[Group, ...]:
    """Return the groups of a passage that speak or act, in text order."""
    return tuple(_groups(ground))


def members(group: Group, mentions: Sequence[Mention], text: str) -> tuple[Mention, ...]:
    """Return the members that a counted group refers to; none when the text does not say.

    `mentions` stand in text order.
    """
    if not group.count:
        return ()
    near = [m for m in mentions if group.span.start - _BACK <= m.span.start < group.span.start]
    run: list[Mention] = []
    for mention in reversed(near):
        if (
            run
            and _joins(text[mention.span.end : run[-1].span.start])
            and mention.kind is run[0].kind
        ):
            run.append(mention)
            continue
        if _is_coordination(run, group.count, text):
            break
        run = [mention] if mention.kind in {ActorKind.STATE, ActorKind.ORGANISATION} else []
    return tuple(reversed(run)) if _is_coordination(run, group.count, text) else ()


def _is_coordination(run: Sequence[Mention], count: int, text: str) -> bool:
    if len(run) != count:
        return False
    last = text[run[1].span.end : run[0].span.start] if count > 1 else ""
    return "and" in last.split() and len({m.entry or m.name for m in run}) == count


def _joins(between: str) -> bool:
    return " ".join(between.replace(",", " , ").split()) in _BETWEEN


def _groups(ground: Ground) -> Iterator[Group]:
    for token in ground.doc:
        if token.tag_ not in {"NN", "NNS"} or ground.known[token.i]:
            continue
        count = _count(token)
        if count and is_among(token, "counted_groups"):
            acts = _acts(token)
        else:
            count, acts = 0, is_among(token, "groups") and speaks(token) and _is_bare(token)
        if acts:
            yield Group(ground.span(_first(token), token.i + 1), count)


def _acts(subject: Token) -> bool:
    verb = subject.head
    return subject.dep_ == "nsubj" and verb.pos_ == "VERB" and verb.lemma_ not in _IDLE


def _is_bare(token: Token) -> bool:
    """Tell whether nothing says which of the group are meant ("ministers of Peru")."""
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
    lefts = [t.i for t in token.lefts if t.dep_ in {"nummod", "amod"}]
    first = min(lefts, default=token.i)
    return (
        first if all(t.dep_ in {"nummod", "amod"} for t in token.doc[first : token.i]) else token.i
    )

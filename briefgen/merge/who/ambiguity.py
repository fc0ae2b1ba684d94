"""Reports names that were left apart although they may be one actor's: nothing is guessed."""

from collections.abc import Iterator, Mapping, Sequence

from briefgen.merge.who.names import Joined, Key
from briefgen.merge.who.scripts import find_mixed, plain_twin
from briefgen.merge.who.spelling import alike
from briefgen.model.citations import Citation, cite
from briefgen.model.evidence import Ambiguity
from briefgen.model.links import Doubt, JoinReason
from briefgen.model.text import Corpus


def report(
    namings: Sequence[Joined], ids: Mapping[Key, str], corpus: Corpus
) -> tuple[Ambiguity, ...]:
    """Return the names that stay apart, in the order of their first places.

    `ids` gives the actor of each key.
    """
    found = (
        *_several(namings, ids),
        *_alike(namings, ids),
        *_mixed(namings, ids, corpus),
    )
    return tuple(sorted(found, key=lambda one: (one.citations[0].order, one.reason)))


def _several(namings: Sequence[Joined], ids: Mapping[Key, str]) -> Iterator[Ambiguity]:
    """Yield last names, short forms and names without initials that several bear.

    A first name is open where but one bears it: another may.
    """
    open_: dict[tuple[str, Doubt, tuple[str, ...]], list[Citation]] = {}
    names: dict[str, str] = {}
    for one in namings:
        actors = tuple(sorted({ids[key] for key in one.maybe if key in ids} - {ids[one.key]}))
        if len(actors) > 1 or (actors and one.doubt is Doubt.FIRST):
            folded = names.setdefault(one.naming.folded, one.naming.words)
            open_.setdefault((folded, one.doubt, actors), []).append(_cite(one))
    for (name, doubt, actors), citations in open_.items():
        yield Ambiguity(name, doubt, _ordered(citations), actors)


def _alike(namings: Sequence[Joined], ids: Mapping[Key, str]) -> Iterator[Ambiguity]:
    """Yield pairs of names that one wrong letter may have parted."""
    first: dict[str, Joined] = {}
    for one in sorted(namings, key=lambda one: _cite(one).order):
        if one.reason is not JoinReason.LAST_NAME and not one.naming.mention.entry:
            first.setdefault(one.naming.folded, one)
    for a, b in alike(first):
        one, other = first[a], first[b]
        actors = tuple(sorted({ids[one.key], ids[other.key]}))
        if len(actors) > 1 and one.naming.mention.kind is other.naming.mention.kind:
            citations = _ordered([_cite(one), _cite(other)])
            yield Ambiguity(citations[1].text, Doubt.ALIKE, citations, actors)


def _mixed(
    namings: Sequence[Joined], ids: Mapping[Key, str], corpus: Corpus
) -> Iterator[Ambiguity]:
    """Yield words of mixed scripts, with the actor whose name they imitate."""
    plain: dict[str, str] = {}
    for one in namings:
        for form in (one.naming.words, one.naming.words.split()[-1]):
            plain.setdefault(form.casefold(), ids[one.key])
    words: dict[str, list[Citation]] = {}
    for document in corpus.documents:
        for span in find_mixed(document.text):
            if any(block.kind.states and block.span.contains(span) for block in document.blocks):
                words.setdefault(span.of(document.text), []).append(cite(document, span))
    for word, citations in words.items():
        twin = plain.get(plain_twin(word).casefold())
        yield Ambiguity(word, Doubt.MIXED, _ordered(citations), (twin,) if twin else ())


def _cite(one: Joined) -> Citation:
    return cite(one.naming.document, one.naming.mention.span)


def _ordered(citations: Sequence[Citation]) -> tuple[Citation, ...]:
    return tuple(sorted(citations, key=lambda citation: citation.order))

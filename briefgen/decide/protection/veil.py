"""What of decisions on hidden things a folder may tell, and what the desk has to know of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from briefgen.decide.protection.passages import Passages, occurrences
from briefgen.decide.protection.sources import Sight
from briefgen.decide.protection.wish import Protection, named
from briefgen.model.citations import cite
from briefgen.model.decisions import OF_PROTECTION, OF_WORDING, Decision, Passage
from briefgen.model.protection import Mask, salted
from briefgen.model.text import Corpus, Document

_FEWEST = 40
"""Characters of a paragraph; a shorter one may stand in two sources by chance."""


@dataclass(frozen=True, slots=True)
class Veiled:
    """Decisions that a folder may tell of, and those that it must not."""

    told: tuple[Decision, ...]
    withheld: tuple[Decision, ...] = ()

    @property
    def remarks(self) -> Iterator[str]:
        """What the desk has to know of those that are withheld."""
        for one in self.withheld:
            path = one.passage.path
            yield f"{_where(one)}: '{one.act}' is of a source that is hidden or not there: {path}"


def veil(decisions: Sequence[Decision], corpus: Corpus, protection: Protection) -> Veiled:
    """Return the decisions that may be told of in a folder, hidden words under blocks.

    Left out are those that hide, and where sources are hidden, those about any source that is not
    to be seen. Where a decision has hidden words, its id, which is a hash of them, is a salted one.
    """
    told = tuple(one for one in decisions if one.act not in OF_PROTECTION)
    if not protection.decisions:
        return Veiled(told)
    mask = Mask(tuple(one.passage.words for one in protection.passages))
    texts = {document.source.path: document.text for document in corpus.documents}
    lost = [one for one in told if protection.sources and not _paths(one) <= texts.keys()]
    return Veiled(
        tuple(_veiled(one, texts, mask, protection) for one in told if one not in lost),
        tuple(lost),
    )


def _paths(decision: Decision) -> set[str]:
    return {path for one in (decision.passage, decision.other) if (path := one.path)}


def _veiled(
    decision: Decision, texts: Mapping[str, str], mask: Mask, protection: Protection
) -> Decision:
    if decision.act in OF_WORDING:
        return decision
    passage, other = (_covered(one, texts, mask) for one in (decision.passage, decision.other))
    value = mask.on(decision.value)
    words = f"{decision.passage.words} {decision.other.words} {decision.value}"
    if mask.on(words) == words:
        return decision
    ref = veiled_id(decision.id, protection)
    return replace(decision, id=ref, passage=passage, other=other, value=value)


def veiled_id(decision: str, protection: Protection) -> str:
    """Return the id by which a folder tells of a decision that has hidden words."""
    return salted(protection.secret, "decision", decision)[: len(decision)]


def _covered(passage: Passage, texts: Mapping[str, str], mask: Mask) -> Passage:
    """Return a passage with blocks for hidden words, unless it stands in its source with them."""
    if occurrences(passage.words, texts.get(passage.path, "")):
        return passage
    return replace(passage, words=mask.on(passage.words))


def remarks(
    documents: Sequence[Document],
    withheld: Sequence[Document],
    sight: Sight,
    protection: Protection,
    passages: Passages,
) -> Iterator[str]:
    """Yield what the desk has to know: what a decision did not find, and what still tells of it.

    The `documents` are as they may be seen, `withheld` are the hidden ones. Nothing here is written
    into a folder.
    """
    for decision in protection.sources:
        yield from _of_source(decision, documents, sight)
    for twin in sorted(sight.twins):
        yield f"{twin}: hidden too, as it has the bytes of a hidden source"
    yield from _repeated(documents, withheld)
    for decision in protection.passages:
        yield from _of_passage(decision, documents, sight, passages)


def _of_source(decision: Decision, documents: Sequence[Document], sight: Sight) -> Iterator[str]:
    path = decision.passage.path
    if not named(path, sight.paths):
        yield f"{_where(decision)}: there is no source '{path}' to hide: was it given another name?"
        return
    stem = path.rpartition("/")[2].rpartition(".")[0] or path
    mask = Mask((stem, path.rpartition("/")[2]))
    for document in documents:
        named_so = ("its path",) if mask.names(document.source.path) else ()
        if told := (*_stands(mask, document), *named_so):
            where = f"{document.source.path} ({', '.join(told)})"
            yield f"{_where(decision)}: the name of the hidden source stands in {where}"


def _repeated(documents: Sequence[Document], withheld: Sequence[Document]) -> Iterator[str]:
    """Say where paragraphs of hidden sources stand in others."""
    for one in withheld:
        passages = [block.span.of(one.text) for block in one.blocks]
        for document in documents:
            long = (passage for passage in passages if len(passage) >= _FEWEST)
            there = [span for words in long for span in occurrences(words, document.text)]
            if there:
                places = dict.fromkeys(cite(document, span).locator.place for span in there)
                where = f"{document.source.path} ({', '.join(places)})"
                yield f"{one.source.path}: is hidden, but what it says stands also in {where}"


def _of_passage(
    decision: Decision, documents: Sequence[Document], sight: Sight, passages: Passages
) -> Iterator[str]:
    where, path = _where(decision), decision.passage.path
    if not named(path, sight.paths):
        held = [d.source.path for d in documents if d.source.key in passages.hidden]
        instead = f": hidden wherever they stand ({', '.join(held)})" if held else ""
        yield f"{where}: there is no source '{path}' to hide words in{instead}"
    elif decision in passages.idle:
        yield f"{where}: the words to hide stand no more in {path}: look at what it says now"
    mask = Mask((decision.passage.words,))
    for document in documents:
        name = document.source.path
        if told := list(_stands(mask, document)):
            yield f"{where}: words that are hidden stand also in {name} ({', '.join(told)})"
        if mask.names(name):
            yield f"{where}: the name of {name} has words that are hidden: give it another name"


def _stands(mask: Mask, document: Document) -> Iterator[str]:
    """Yield the places in which a source that may be seen has words."""
    places = (cite(document, span).locator.place or "text" for span in mask.spans(document.text))
    yield from dict.fromkeys(places)
    known = document.source.metadata
    for name in ("title", "author", "publisher", "via", "url"):
        told = getattr(known, name)
        if mask.on(told) != told or (name == "url" and mask.names(told)):
            yield f"its {name}"


def own_remarks(words: Sequence[str], protection: Protection) -> Iterator[str]:
    """Say which of the desk's own words have some that it hides."""
    for decision in protection.passages:
        mask = Mask((decision.passage.words,))
        for one in words:
            if mask.on(one) != one:
                yield f"{_where(decision)}: words that are hidden stand in your own: “{one}”"


def _where(decision: Decision) -> str:
    return f"decisions.yaml:{decision.line}"

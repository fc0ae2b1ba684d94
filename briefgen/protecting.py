"""Sources as they may leave the desk: cleaned, with blocks for what is hidden, at each reading."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from briefgen.clean import clean
from briefgen.config import Config, load_decisions
from briefgen.decide import describe
from briefgen.decide.protection import (
    UNPROTECTED,
    Protection,
    Sight,
    find_passages,
    look,
    protect_document,
    protect_past,
    prove,
    remarks,
)
from briefgen.decide.protection.sources import Outcome
from briefgen.errors import StateError
from briefgen.model.codec import parse_evidence
from briefgen.model.decisions import OF_PROTECTION, Decision
from briefgen.model.issues import Past
from briefgen.model.protection import Hidden
from briefgen.model.spans import Span
from briefgen.model.text import Corpus, Document, RawDocument
from briefgen.read import Found
from briefgen.workspace import read_hidden, read_secret, remember_hidden

_SEALED = b'"protected": true'
"""Stands in evidence.json where a source is protected."""


def protection_of(config: Config) -> Protection:
    """Return what the desk hides, and the secret by which it knows that again, b"" for none.

    Raises ConfigError for mistakes in the decisions, StateError for a secret that is none.
    """
    return protecting_by(load_decisions(Path(config.decisions)), config)


def protecting_by(made: Iterable[Decision], config: Config) -> Protection:
    """Return what decisions hide, as `protection_of` does."""
    decisions = tuple(one for one in made if one.act in OF_PROTECTION)
    return Protection(decisions, read_secret(Path(config.state)))


def usable(protection: Protection, config: Config) -> Protection:
    """Return what the desk hides. Raises StateError where it has no secret to hide it by."""
    if protection.decisions and not protection.secret:
        raise StateError(
            f"{config.state}: something is to be hidden, but the desk has no secret yet:"
            " run 'briefgen build' there, which makes one"
        )
    return protection


def see(outcomes: Iterable[Outcome], protection: Protection, config: Config) -> Sight:
    """Return what may be seen of all that was read, and remember what may not."""
    if not protection.sources:
        return look(outcomes, protection, {})
    sight = look(outcomes, protection, read_hidden(Path(config.state)))
    remember_hidden(Path(config.state), sight.hashes)
    return sight


@dataclass(frozen=True, slots=True)
class Guard:
    """How sources are cleaned: what is hidden in them, and whose hash is a salted one, by keys."""

    protection: Protection = UNPROTECTED
    hidden: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    sealed: frozenset[str] = frozenset()

    def cleaned(self, raw: RawDocument, key: str) -> tuple[Document, tuple[Hidden, ...]]:
        """Return a source as it may leave the desk, and what is said of its hidden words."""
        return self.covered(raw, clean(raw, key))

    def covered(self, raw: RawDocument, original: Document) -> tuple[Document, tuple[Hidden, ...]]:
        """Return the same of a source that was cleaned already, with nothing hidden in it."""
        key = original.source.key
        if key not in self.sealed:
            return original, ()
        length = len(original.text)
        spans = tuple(span for span in self.hidden.get(key, ()) if span.end <= length)
        covered = clean(raw, key, spans) if spans else original
        return protect_document(covered, original, spans, self.protection), prove(
            original, spans, self.protection
        )


OPEN = Guard()
"""Hides nothing."""


def guard_of(
    sealed: Iterable[str], hidden: Iterable[Hidden], protection: Protection = UNPROTECTED
) -> Guard:
    """Return how sources are cleaned again, of which some are sealed and some words hidden."""
    spans: dict[str, tuple[Span, ...]] = {}
    for one in hidden:
        spans[one.source] = (*spans.get(one.source, ()), one.span)
    return Guard(protection, spans, frozenset(sealed))


@dataclass(frozen=True, slots=True)
class Intake:
    """Sources as they may leave the desk, and the last issue likewise.

    `guard` is how they are cleaned when they are read again, `hidden` are the sources (paths) that
    are left out, `remarks` what the desk has to know.
    """

    corpus: Corpus
    past: Past | None
    guard: Guard = OPEN
    hidden: frozenset[str] = frozenset()
    remarks: tuple[str, ...] = ()

    def described(self, decisions: Sequence[Decision]) -> "Intake":
        """Return the same with what decisions say about its sources."""
        pairs = [describe(document, decisions) for document in self.corpus.documents]
        documents = tuple(document for document, _ in pairs)
        decided = tuple(one for _, made in pairs for one in made)
        return replace(self, corpus=replace(self.corpus, documents=documents, described=decided))


def protect(
    intake: Intake, raws: Mapping[str, RawDocument], sight: Sight, protection: Protection
) -> Intake:
    """Hide words in sources that were just cleaned, and in what the last issue said.

    `raws` are the sources as they were read, by their keys.
    """
    if not protection.decisions:
        return intake
    seen = intake.corpus.documents
    found = find_passages(seen, protection, sight.paths)
    holders = (d.source.key for d in seen if sight.holds_hidden(d.source.path))
    guard = Guard(protection, found.hidden, frozenset((*found.hidden, *holders)))
    cleaned = [guard.covered(raws[document.source.key], document) for document in seen]
    documents = tuple(document for document, _ in cleaned)
    withheld = [clean(raw, "S0") for raw in sight.withheld]
    hidden = tuple(one for _, inside in cleaned for one in inside)
    past = intake.past
    return Intake(
        replace(intake.corpus, documents=documents, hidden=hidden),
        protect_past(past, protection, sight, found.hidden) if past else None,
        guard,
        sight.hidden,
        tuple(remarks(documents, withheld, sight, protection, found)),
    )


def visible_inputs(
    inputs: Sequence[Path], found: Sequence[Found], corpus: Corpus, hidden: frozenset[str]
) -> tuple[Path, ...]:
    """Return the inputs without those in which all is hidden, whose very names may tell of it."""
    if not hidden:
        return tuple(inputs)
    seen = [*(d.source.path for d in corpus.documents), *(one.path for one in corpus.skipped)]
    shown = [one.file.absolute() for one in found if any(map(one.holds, seen))]
    holding = [one.file.absolute() for one in found if any(map(one.holds, hidden))]

    def lies_in(files: Sequence[Path], root: Path) -> bool:
        return any(file.is_relative_to(root.absolute()) for file in files)

    return tuple(one for one in inputs if lies_in(shown, one) or not lies_in(holding, one))


def sealed_sources(record: bytes) -> tuple[frozenset[str], tuple[Hidden, ...]]:
    """Return the keys of protected sources of evidence.json, and the words hidden in them."""
    if _SEALED not in record:
        return frozenset(), ()
    try:
        evidence = parse_evidence(record)
    except ValueError:
        return frozenset(), ()
    return frozenset(one.key for one in evidence.sources if one.protected), evidence.hidden

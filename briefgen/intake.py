"""Files to the sources of a run: read, cleaned, keyed, and without what the desk hides."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from briefgen.clean import clean
from briefgen.config import Config, load_decisions
from briefgen.coverage import ALL, Coverage, Fate, say_left, sha256_of
from briefgen.decide import describe
from briefgen.decide.protection import veil
from briefgen.errors import NothingIngested, NothingNew
from briefgen.manner import PLAIN, Manner, Opened, Phase, Progress, tell
from briefgen.model.decisions import Decision
from briefgen.model.issues import Past
from briefgen.model.limits import Limits
from briefgen.model.text import Corpus, Document, RawDocument, Skipped
from briefgen.protecting import OPEN, Guard, Intake, protect, protecting_by, see, usable
from briefgen.read import Found, read

USUAL = Config()
"""The settings of who sets nothing."""


def ingest(
    found: Sequence[Found],
    config: Config = USUAL,
    coverage: Coverage = ALL,
    past: Past | None = None,
    manner: Manner = PLAIN,
    decisions: Sequence[Decision] | None = None,
) -> Corpus:
    """Read and clean files as `take_in` does, and return the sources alone."""
    return take_in(found, config, coverage, past, manner, decisions).corpus


def take_in(
    found: Sequence[Found],
    config: Config = USUAL,
    coverage: Coverage = ALL,
    past: Past | None = None,
    manner: Manner = PLAIN,
    decisions: Sequence[Decision] | None = None,
) -> Intake:
    """Read and clean files; one that cannot be used is skipped with its reason.

    What the desk hides is hidden in all that is returned, and what it decided about sources is
    known of them from here on; `decisions` are those that `config` names, unless others are given.
    Files that `coverage` does not reach are left out. A file that an earlier issue used keeps
    its key, and others get keys that no issue had. Raises NothingIngested when none can be
    used, NothingNew when none is reached, or news are wanted and earlier issues used them all.
    """
    made = load_decisions(Path(config.decisions)) if decisions is None else decisions
    protection = usable(protecting_by(made, config), config)
    found = _but_decisions(found, config)
    documents, skipped, raws = list[Document](), list[Skipped](), dict[str, RawDocument]()
    left: list[tuple[str, Fate]] = []
    used = dict(past.keys) if past else {}
    known, unused = dict(used), 1 + max((int(key[1:]) for key in used.values()), default=0)
    manner.progress(Phase("reading", len(found)))
    outcomes = read(_told(found, manner.progress), config.limits, manner.kept.readings)
    sight = see(outcomes, protection, config)
    for outcome in sight.outcomes:
        file = _holder(outcome.path, found)
        told_before = protection.is_among(used, sha256_of(outcome, file.file, file.name))
        if isinstance(outcome, Skipped):
            if coverage.reach(file.file, file.metadata.anchor, told_before).taken:
                skipped.append(outcome)
            continue
        own = protection.known_as(known, outcome.sha256)
        document = clean(outcome, known.get(own) or f"S{unused}")
        anchor = describe(document, made)[0].source.metadata.anchor
        fate = coverage.reach(file.file, anchor, told_before)
        if not fate.taken:
            left.append((outcome.path, fate))
            continue
        documents.append(document)
        raws[document.source.key] = outcome
        unused += known.pop(own, None) is None
    tell(say_left(left), manner)
    documents.sort(key=_in_order)
    again = (protection.is_among(used, document.source.sha256) for document in documents)
    _check_intake(documents, skipped, none_new=coverage.news and all(again))
    intake = Intake(Corpus(tuple(documents), tuple(skipped)), past)
    protected = protect(intake, raws, sight, protection)
    tell(protected.remarks, manner)
    return protected.described(veil(made, protected.corpus, protection).told)


def _check_intake(
    documents: Sequence[Document], skipped: Sequence[Skipped], *, none_new: bool
) -> None:
    """Raise NothingNew or NothingIngested where a brief would have nothing to tell of."""
    if not documents and not skipped:
        raise NothingNew("no source was published or received then")
    if none_new and not skipped:
        raise NothingNew("earlier issues used all sources of that time, byte for byte")
    if not documents:
        listed = "; ".join(f"{s.path}: {s.reason}, {s.detail}" for s in skipped)
        raise NothingIngested(f"none of the {len(skipped)} input files could be used: {listed}")


def _but_decisions(found: Sequence[Found], config: Config) -> tuple[Found, ...]:
    """Return files without the desk's own, wherever it lies."""
    own = Path(config.decisions).resolve()
    return tuple(one for one in found if one.file.resolve() != own)


def _told(found: Sequence[Found], progress: Progress) -> Iterator[Found]:
    """Yield files, and tell of each when the next is asked for."""
    for one in found:
        yield one
        progress(Opened(one.name))


def _holder(path: str, found: Sequence[Found]) -> Found:
    """Return the file that a source is, or lies in."""
    return next(one for one in found if one.holds(path))


def read_again(
    found: Sequence[Found], keys: Mapping[str, str], limits: Limits, guard: Guard = OPEN
) -> Corpus:
    """Read the sources with these names anew, under the keys they had.

    They were read within `limits` once: a busier machine shall not make a difference now. What
    the `guard` hides is hidden again.
    """
    holders = [one for one in found if any(one.holds(path) for path in keys)]
    cleaned = [
        guard.cleaned(raw, keys[raw.path])
        for raw in read(holders, limits.patient())
        if isinstance(raw, RawDocument) and raw.path in keys
    ]
    documents = sorted((document for document, _ in cleaned), key=_in_order)
    hidden = tuple(sorted(one for _, inside in cleaned for one in inside))
    return Corpus(tuple(documents), hidden=hidden)


def _in_order(document: Document) -> tuple[int, str]:
    """Put S10 behind S9, whatever the names of their files."""
    return len(document.source.key), document.source.key

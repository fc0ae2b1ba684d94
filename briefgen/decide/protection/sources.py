"""Hidden sources: they and all that has their bytes are taken out before anything is counted."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from briefgen.decide.protection.wish import Protection, named
from briefgen.model.text import RawDocument, Skipped

Outcome = RawDocument | Skipped


@dataclass(frozen=True, slots=True)
class Sight:
    """What of the inputs may be seen, what lies in them in all, and what is hidden (paths).

    `withheld` are the hidden sources, `hashes` the salted hashes of those that a decision names, by
    the path that it has for them. `twins` are hidden only because they have the bytes of one.
    """

    outcomes: Iterable[Outcome]
    paths: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()
    withheld: tuple[RawDocument, ...] = ()
    hashes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    twins: frozenset[str] = frozenset()

    def holds_hidden(self, path: str) -> bool:
        """Tell whether something hidden lies in the file that a source is."""
        return any(one.startswith(f"{path}/") for one in self.hidden)


def look(
    outcomes: Iterable[Outcome], protection: Protection, known: Mapping[str, tuple[str, ...]]
) -> Sight:
    """Return what may be seen of all that was read.

    What is the same as a hidden source byte for byte, under whatever name, is hidden with it, and
    what is the same as one was when it was hidden before: `known` has salted hashes of those.
    """
    if not protection.decisions:
        return Sight(outcomes)
    whole = tuple(outcomes)
    read = [one for one in whole if isinstance(one, RawDocument)]
    paths = frozenset(one.path for one in whole)
    meant = {d.passage.path: named(d.passage.path, paths) for d in protection.sources}
    before = {sha256 for path in meant for sha256 in known.get(path, ())}
    again = {one.path for one in read if protection.salted(one.sha256) in before}
    called = frozenset[str]().union(*meant.values())
    hidden = _with_twins(called | again, whole)
    return Sight(
        outcomes=tuple(one for one in whole if one.path not in hidden),
        paths=paths,
        hidden=hidden,
        withheld=tuple(one for one in read if one.path in hidden),
        hashes={
            path: tuple(protection.salted(one.sha256) for one in read if one.path in held)
            for path, held in meant.items()
            if held
        },
        twins=hidden - called,
    )


def _with_twins(meant: frozenset[str], whole: Sequence[Outcome]) -> frozenset[str]:
    """Return paths with all that have the bytes of one of them, and with what lies in those."""
    read = [one for one in whole if isinstance(one, RawDocument)]
    hidden, before = meant, frozenset[str]()
    while hidden != before:
        before = hidden
        same = {one.sha256 for one in read if one.path in hidden}
        twins = {name for one in whole if (name := _twin(one, hidden))}
        twins |= {one.path for one in read if one.sha256 in same}
        hidden |= {one.path for one in whole if any(_within(one.path, twin) for twin in twins)}
    return hidden


def _within(path: str, holder: str) -> bool:
    return path == holder or path.startswith(f"{holder}/")


def _twin(one: Outcome, hidden: frozenset[str]) -> str:
    """Return the other name of a file of which one name is hidden, "" where none is."""
    if isinstance(one, RawDocument) or not one.twin:
        return ""
    if one.path in hidden:
        return one.twin
    return one.path if one.twin in hidden else ""


def same_files(sight: Sight, protection: Protection) -> Iterator[str]:
    """Yield all hashes of the hidden sources, their own and salted ones."""
    for one in sight.withheld:
        yield from protection.hashes(one.sha256)

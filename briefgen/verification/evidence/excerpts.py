"""What a note holds of the evidence is that evidence, and it shows what it lists as shown."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from briefgen.errors import Finding
from briefgen.model.brief import Brief
from briefgen.model.codec import BRIEF_NAME
from briefgen.model.developments import Development
from briefgen.model.evidence import Actor, Evidence

_WHOLE = ("facts", "quotations", "versions", "events", "disagreements", "titles")


def check_excerpt(kept: Evidence, evidence: Evidence) -> Iterator[Finding]:
    """Find what a note holds otherwise than the evidence that it is a part of.

    Of actors it has fewer mentions and ties, of developments fewer facts; nothing else differs.
    """
    for name in ("generator", "sources", "skipped", "hidden"):
        if getattr(kept, name) != getattr(evidence, name):
            yield _other(name)
    for name in _WHOLE:
        yield from _strangers(name, getattr(kept, name), getattr(evidence, name))
    actors = {actor.id: actor for actor in evidence.actors}
    for actor in kept.actors:
        if actor.id not in actors or not _tied(actor, actors[actor.id]):
            yield _other(f"actor {actor.name}")
    developments = {one.id: one for one in evidence.developments}
    for one in kept.developments:
        if one.id not in developments or not _within(one, developments[one.id]):
            yield _other(f"development {one.id}")


def _strangers(name: str, kept: Iterable[Any], whole: Iterable[Any]) -> Iterator[Finding]:
    """Find things that are not as one of the evidence with the same id is."""
    known: defaultdict[str, list[object]] = defaultdict(list)
    for one in whole:
        known[one.id].append(one)
    yield from (_other(f"{name} {one.id}") for one in kept if one not in known[one.id])


def check_shown(brief: Brief, shown: Iterable[str], listed: str) -> Iterator[Finding]:
    """Find a list of what is shown that is not that of the note."""
    if tuple(shown) != tuple(item.ref for item in brief.items()):
        yield Finding(listed, f"does not list what {BRIEF_NAME} shows")


def _other(what: str) -> Finding:
    return Finding(BRIEF_NAME, f"{what}: not as the evidence has it")


def _tied(kept: Actor, actor: Actor) -> bool:
    fewer = replace(actor, mentions=kept.mentions, inferred=kept.inferred, involved=kept.involved)
    pairs = ((kept.mentions, actor.mentions), (kept.inferred, actor.inferred))
    return fewer == kept and all(_part(one, all_) for one, all_ in pairs)


def _within(kept: Development, whole: Development) -> bool:
    fewer = replace(whole, details=kept.details, members=kept.members, links=kept.links)
    pairs = ((kept.details, whole.details), (kept.members, whole.members))
    return fewer == kept and all(_part(one, all_) for one, all_ in pairs)


def _part(some: Sequence[object], all_: Sequence[object]) -> bool:
    """Tell whether some things stand among all, in their order."""
    rest = iter(all_)
    return all(one in rest for one in some)

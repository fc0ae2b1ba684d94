"""Who is one actor; what sort of actor it is, under which name and in which role it is shown."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from briefgen.decide.effects import Effect
from briefgen.decide.places import Place, Places
from briefgen.model.annotations import ActorKind
from briefgen.model.citations import Citation
from briefgen.model.decisions import Decision, Passage
from briefgen.model.evidence import Actor, Alias, Ambiguity, Evidence, Reference
from briefgen.model.ids import content_id
from briefgen.model.links import Doubt, JoinReason
from briefgen.model.offices import Role
from briefgen.model.rulings import Rulings
from briefgen.model.text import GUESSED

ONE, TWO = "one actor", "two actors"

Judged = Effect | str


@dataclass(slots=True)
class Joining:
    """Joins and parts actors, one decision after the other; who was parted stays so."""

    _parted: list[tuple[Citation, Citation]] = field(default_factory=list)

    def join(self, evidence: Evidence, decision: Decision, places: Places) -> Judged:
        """Take two names for names of one actor; the one that more sources have gives the id."""
        found = _two(evidence, decision, places)
        if isinstance(found, str):
            return found
        first, second = found
        if first.id == second.id:
            return Effect(evidence, (first.id,), ONE, ONE)
        mentions = {*first.mentions, *second.mentions}
        clash = next((pair for pair in self._parted if mentions.issuperset(pair)), None)
        if clash:
            return f"“{clash[0].text}” and “{clash[1].text}” were parted: undo that first"
        order = [actor.id for actor in evidence.actors]
        main, other = sorted((first, second), key=lambda actor: order.index(actor.id))
        names = {other.id: main.id}
        actors = (
            _joined(main, other) if actor.id == main.id else actor
            for actor in evidence.actors
            if actor.id != other.id
        )
        return Effect(_with(evidence, actors, names), (main.id,), TWO, ONE, renamed=names)

    def part(self, evidence: Evidence, decision: Decision, places: Places) -> Judged:
        """Take a name, where it stands, for another actor's than the one it was taken for.

        Without a place all mentions of that name in the source are the other's.
        """
        found = _two(evidence, decision, places)
        if isinstance(found, str):
            return found
        stays, leaves = found
        if stays.id != leaves.id:
            return Effect(evidence, (stays.id, leaves.id), TWO, TWO)
        named = _mentions(stays, decision.passage, places)
        gone = [m for m in _mentions(stays, decision.other, places) if m != named[0]]
        kept = tuple(m for m in stays.mentions if m not in gone)
        if not gone:
            return "both are one mention: say which by 'at'"
        self._parted += [(named[0], mention) for mention in gone]
        own = _gathered(stays, kept, stays.id)
        new = _gathered(stays, gone, content_id("actor", decision.id, gone[0].text))
        actors = (
            each
            for actor in evidence.actors
            for each in ((own, new) if actor.id == stays.id else (actor,))
        )
        return Effect(_with(evidence, actors, {}), (own.id, new.id), ONE, TWO)


def kind(evidence: Evidence, decision: Decision, places: Places) -> Judged:
    """Take an actor for one of another kind; then it is no entry of a list of known names."""
    actor = _actor(evidence, decision.passage, places)
    if isinstance(actor, str):
        return actor
    decided = ActorKind(decision.value)
    entry = actor.entry if decided is actor.kind else ""
    changed = replace(actor, kind=decided, entry=entry)
    return _changed(evidence, changed, actor.kind.value, decided.value)


def name(evidence: Evidence, decision: Decision, places: Places) -> Judged:
    """Show an actor under another name, which a source must have."""
    actor = _actor(evidence, decision.passage, places)
    if isinstance(actor, str):
        return actor
    named = _as_named(evidence, actor, decision, places)
    if isinstance(named, str):
        return named
    mentions = tuple(sorted({*actor.mentions, named}, key=lambda citation: citation.order))
    changed = replace(
        actor,
        name=_plain(named.text),
        mentions=mentions,
        sources=tuple(dict.fromkeys(citation.source for citation in mentions)),
        aliases=tuple(_aliases(actor, mentions, _plain(named.text))),
    )
    return _changed(evidence, changed, actor.name, changed.name)


def role(evidence: Evidence, decision: Decision, places: Places) -> Judged:
    """Show an actor in one role, whose words a source must have, and in no other."""
    actor = _actor(evidence, decision.passage, places)
    if isinstance(actor, str):
        return actor
    stated = places.stating(decision.value, decision.passage.path)
    if not stated:
        return f"no source has the words “{decision.value}”"
    citation = places.cite(stated[0])
    known = places.known(stated[0])
    decided = Role(
        decision.value, citation, known.published, guessed=known.published_from == GUESSED
    )
    before = [actor.held.title] if actor.held else [office.wording for office in actor.offices]
    changed = replace(actor, roles=(decided,), held=None)
    rulings = Rulings(roles={actor.id: decision.value})
    effect = _changed(evidence, changed, "; ".join(before), decision.value)
    return replace(effect, rulings=rulings)


def actor_at(evidence: Evidence, places: Iterable[Place]) -> Actor | None:
    """Return who is named just at the first of some places, or else inside it, or across it."""
    sought = tuple(places)
    at = {Place(m.source, m.span): actor for actor in evidence.actors for m in actor.mentions}
    exact = next((at[place] for place in sought if place in at), None)
    near = (
        actor
        for place in sought
        for named, actor in at.items()
        if named.source == place.source and named.span.overlaps(place.span)
    )
    return exact or next(near, None)


def _actor(evidence: Evidence, passage: Passage, places: Places) -> Actor | str:
    found = places.find(passage)
    if isinstance(found, str):
        return found
    source = found[0].source
    return actor_at(evidence, found) or f"the words stand in {source}, but name nobody any more"


def _two(evidence: Evidence, decision: Decision, places: Places) -> tuple[Actor, Actor] | str:
    one = _actor(evidence, decision.passage, places)
    other = _actor(evidence, decision.other, places)
    if isinstance(one, str):
        return one
    return f"of “{decision.other.words}”: {other}" if isinstance(other, str) else (one, other)


def _mentions(actor: Actor, passage: Passage, places: Places) -> list[Citation]:
    """Return the mentions of an actor that a passage means: at its place, where it names one."""
    found = places.find(passage)
    stands = () if isinstance(found, str) else found
    named = {(m.source, m.span): m for m in actor.mentions}
    exact = [named[p.source, p.span] for p in stands if (p.source, p.span) in named]
    near = [
        mention
        for place in stands
        for mention in actor.mentions
        if mention.source == place.source and mention.span.overlaps(place.span)
    ]
    meant = exact or near
    here = [m for m in meant if m.locator.place.split() == passage.place.split()]
    return here or meant


def _as_named(
    evidence: Evidence, actor: Actor, decision: Decision, places: Places
) -> Citation | str:
    """Return a mention of an actor by a name, or where else that name stands in a source."""
    own = next((m for m in actor.mentions if _plain(m.text) == decision.value), None)
    if own:
        return own
    stated = places.stating(decision.value, decision.passage.path)
    if not stated:
        return f"no source has the words “{decision.value}”"
    taken = {
        (m.source, m.span)
        for other in evidence.actors
        if other is not actor
        for m in other.mentions
    }
    free = next((place for place in stated if (place.source, place.span) not in taken), None)
    if free is None:
        return f"“{decision.value}” is another actor's name: join the two first"
    return places.cite(free)


def _changed(evidence: Evidence, changed: Actor, found: str, decided: str) -> Effect:
    actors = (changed if actor.id == changed.id else actor for actor in evidence.actors)
    return Effect(_with(evidence, actors, {}), (changed.id,), found, decided)


def _joined(main: Actor, other: Actor) -> Actor:
    """Return two actors as one, under the fuller of two names."""
    mentions = tuple(sorted({*main.mentions, *other.mentions}, key=lambda c: c.order))
    named = max((main, other), key=lambda one: (bool(one.entry), len(one.name.split()))).name
    roles = {(r.citation.source, r.text.casefold()): r for r in (*other.roles, *main.roles)}
    whole = replace(
        main,
        name=named,
        mentions=mentions,
        sources=tuple(dict.fromkeys(citation.source for citation in mentions)),
        roles=tuple(sorted(roles.values(), key=lambda one: one.citation.order)),
        entry=main.entry or other.entry,
        inferred=tuple(sorted((*main.inferred, *other.inferred), key=lambda i: i.citation.order)),
        refers_to=main.refers_to or other.refers_to,
        held=main.held or other.held,
        aliases=(*main.aliases, *other.aliases),
    )
    return replace(whole, aliases=tuple(_aliases(whole, mentions, named)))


def _gathered(actor: Actor, mentions: Sequence[Citation], ref: str) -> Actor:
    """Return the actor that some of the mentions of one name."""
    held = {*mentions}
    forms = Counter(_plain(mention.text) for mention in mentions)
    fullest = max(forms, key=lambda form: (len(form.split()), forms[form], form))
    named = actor.name if actor.name in forms else fullest
    return replace(
        actor,
        id=ref,
        name=named,
        mentions=tuple(sorted(mentions, key=lambda citation: citation.order)),
        sources=tuple(dict.fromkeys(citation.source for citation in mentions)),
        aliases=tuple(_aliases(actor, mentions, named)),
        roles=tuple(one for one in actor.roles if _nearest(one.citation, actor.mentions) in held),
        inferred=tuple(one for one in actor.inferred if one.citation in held),
    )


def _aliases(actor: Actor, mentions: Sequence[Citation], named: str) -> Iterator[Alias]:
    """Yield the other forms of a name among mentions, each where it first stands."""
    known = {alias.text.casefold(): alias.reason for alias in actor.aliases}
    inferred = {one.citation for one in actor.inferred}
    seen = {named.casefold()}
    for mention in mentions:
        form = mention.text.casefold()
        if form not in seen and mention not in inferred:
            seen.add(form)
            yield Alias(mention.text, mention, known.get(form, JoinReason.DESK))


def _nearest(words: Citation, mentions: Iterable[Citation]) -> Citation:
    """Return the mention beside which a role stands: of its own source, the nearest."""

    def apart(mention: Citation) -> tuple[bool, int]:
        gap = max(mention.start - words.end, words.start - mention.end)
        return mention.source != words.source, gap

    return min(mentions, key=apart)


def _with(evidence: Evidence, actors: Iterable[Actor], names: Mapping[str, str]) -> Evidence:
    """Return evidence with other actors; who is no more is known by the new id of `names`."""

    def told(refs: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(names.get(ref, ref) for ref in refs))

    known = tuple(_referring(actor, told) for actor in actors)
    return replace(
        evidence,
        actors=known,
        facts=tuple(replace(one, actors=tuple(sorted(told(one.actors)))) for one in evidence.facts),
        quotations=tuple(
            replace(one, speaker=replace(one.speaker, actor=told((one.speaker.actor,))[0]))
            if one.speaker.actor
            else one
            for one in evidence.quotations
        ),
        ambiguities=tuple(_open(evidence.ambiguities, known, told)),
        together=(),
        said_about=(),
    )


_Told = Callable[[Iterable[str]], tuple[str, ...]]


def _referring(actor: Actor, told: _Told) -> Actor:
    """Return an actor that refers to others by their ids now, and to nobody as itself."""
    if actor.refers_to is None:
        return actor
    meant = tuple(ref for ref in told(actor.refers_to.actors) if ref != actor.id)
    whom = Reference(meant, actor.refers_to.citation) if meant else None
    return replace(actor, refers_to=whom)


def _open(
    ambiguities: Iterable[Ambiguity], actors: Iterable[Actor], told: _Told
) -> Iterator[Ambiguity]:
    """Yield the names of which it is still open whose they are."""
    at = {mention: actor.id for actor in actors for mention in actor.mentions}
    for one in ambiguities:
        meant = told(one.actors)
        bearers = {at.get(citation) for citation in one.citations}
        settled = bearers <= {*meant} and len(meant) == 1
        if not (settled and one.reason is not Doubt.MIXED):
            yield replace(one, actors=meant)


def _plain(words: str) -> str:
    return " ".join(words.split())

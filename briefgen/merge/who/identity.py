"""Decides which mentions, in one document and across documents, are of one actor.

Two mentions are of one actor when they share a gazetteer entry, a name (but for case,
accents, hyphens and a leading "the"), a stated short form, or when one is the last name
of the only person who can be meant. A shared part of a name is never enough.
"""

import hashlib
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from briefgen.config import KnownActors
from briefgen.merge.tables import read_table
from briefgen.merge.who.ambiguity import report
from briefgen.merge.who.names import Joined, Naming, joined, name_namings
from briefgen.merge.who.offices import is_over, office_of
from briefgen.merge.who.register import Register
from briefgen.merge.words import fold, without_accents
from briefgen.model.annotations import ActorKind, Annotations, Mention
from briefgen.model.citations import Citation, cite
from briefgen.model.evidence import Actor, Alias, Ambiguity, Inference, Reference
from briefgen.model.links import JoinReason
from briefgen.model.offices import Role
from briefgen.model.spans import Span
from briefgen.model.text import GUESSED, Corpus, Document

_ID_LENGTH = 12
_HONOURS = frozenset(read_table(__package__, "names")["honours"]["titles"])

Place = tuple[Span, Actor]
"""Where an actor is named in a source."""

_INFERRED = frozenset({"capital"})
"""Rules that take a name for an actor whose name it is not."""


@dataclass(frozen=True, slots=True)
class Identities:
    """The actors of a corpus, the most widely mentioned first, and where each is named.

    `ambiguities` are names that were left apart because they may be several actors'.
    """

    actors: tuple[Actor, ...]
    ambiguities: tuple[Ambiguity, ...] = ()
    _places: dict[str, tuple[Place, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the mentions of each source in text order."""
        places: dict[str, list[Place]] = {}
        for actor in self.actors:
            for mention in actor.mentions:
                places.setdefault(mention.source, []).append((mention.span, actor))
        ordered = {
            source: tuple(sorted(found, key=lambda place: place[0]))
            for source, found in places.items()
        }
        object.__setattr__(self, "_places", ordered)

    def at(self, source: str, span: Span) -> Actor | None:
        """Return the actor named at `span`: exactly there, else inside it, else across it.

        Of several a person comes first, then the first in the text.
        """

        def distance(place: Place) -> tuple[bool, bool, bool, Span]:
            there, actor = place
            person = actor.kind is ActorKind.PERSON
            return there != span, not span.contains(there), not person, there

        found = self._overlapping(source, span)
        return min(found, key=distance)[1] if found else None

    def within(self, source: str, span: Span) -> tuple[Actor, ...]:
        """Return the actors named wholly inside `span`, once each, in text order."""
        inside = (actor for at, actor in self._overlapping(source, span) if span.contains(at))
        return tuple({actor.id: actor for actor in inside}.values())

    def named(self, source: str, span: Span) -> tuple[Place, ...]:
        """Return every place wholly inside `span` where an actor is named, in text order."""
        return tuple(place for place in self._overlapping(source, span) if span.contains(place[0]))

    def _overlapping(self, source: str, span: Span) -> Sequence[Place]:
        places = self._places.get(source, ())
        first = bisect_left(places, span.start, key=lambda place: place[0].end - 1)
        last = bisect_left(places, span.end, key=lambda place: place[0].start)
        return places[first:last]


def identify(
    corpus: Corpus,
    annotations: tuple[Annotations, ...],
    known: KnownActors = MappingProxyType({}),
) -> Identities:
    """Join the mentions of all documents into actors; what `known` says of them counts first.

    Raises KeyError for annotations of a source that is not in the corpus.
    """
    documents = {document.source.key: document for document in corpus.documents}
    namings = name_namings(documents, annotations)
    register = Register(known)
    roles = _roles(annotations, documents)
    groups = joined(namings, annotations, register)
    pairs = [(group, _actor(group, roles, register)) for group in groups]
    pairs.sort(key=lambda pair: _weight(pair[1]))
    actors = tuple(_with_own_ids(actor for _, actor in pairs))
    ids = {
        one.key: actor.id for (group, _), actor in zip(pairs, actors, strict=True) for one in group
    }
    doubts = report(tuple(one for group in groups for one in group), ids, corpus)
    return Identities(tuple(_with_members(actors, annotations, documents)), doubts)


def in_order(actors: Iterable[Actor]) -> tuple[Actor, ...]:
    """Return actors, the most widely mentioned first, with what is to be known of their roles."""
    known = (replace(one, roles=tuple(map(_told, one.roles))) for one in actors)
    return tuple(sorted(known, key=_weight))


def _told(role: Role) -> Role:
    return replace(role, office=office_of(role.text), over=is_over(role.text))


def _roles(
    annotations: Iterable[Annotations], documents: Mapping[str, Document]
) -> dict[tuple[str, Span], list[Role]]:
    """Return the roles stated at each place, with the date of their source."""
    roles: dict[tuple[str, Span], list[Role]] = {}
    for found in annotations:
        document = documents[found.source]
        date = document.source.metadata.published
        for mention in found.roles:
            citation = cite(document, mention.role)
            place = (found.source, mention.person)
            roles.setdefault(place, []).append(
                Role(
                    citation.text,
                    citation,
                    date,
                    office=office_of(citation.text),
                    over=is_over(citation.text),
                    guessed=document.source.metadata.published_from == GUESSED,
                )
            )
    return roles


def _actor(
    group: Sequence[Joined], roles: dict[tuple[str, Span], list[Role]], register: Register
) -> Actor:
    """Make an actor of everything that names it."""
    cited = sorted(
        ((one, cite(one.naming.document, one.naming.mention.span)) for one in group),
        key=lambda pair: pair[1].order,
    )
    namings = [one.naming for one in group]
    known = next((o.naming.mention for o, _ in cited if o.naming.mention.entry), None)
    told = next((name for n in namings if (name := register.named(n.folded))), "")
    said = register.kind(told)
    if known and said and said is not known.kind:
        known = None
    name = _as_the_user_writes(namings, told, register) or _name(namings, known)
    kinds = Counter(one.naming.mention.kind for one, _ in cited)
    kind = said or (known.kind if known else kinds.most_common(1)[0][0])
    usual = known.name if known else name
    held = {
        (role.citation.source, role.text.casefold()): role
        for one, _ in reversed(cited)
        for role in reversed(roles.get((one.naming.source, one.naming.mention.span), []))
    }
    offices = {key: role for key, role in held.items() if not _is_honour(role.text)}
    inferring = _INFERRED if known else frozenset()
    inferred = [pair for pair in cited if pair[0].naming.mention.rule in inferring]
    literal = [pair for pair in cited if pair[0].naming.mention.rule not in inferring]
    return Actor(
        id=_digest(kind, _folded(namings, usual)),
        name=name,
        kind=kind,
        aliases=_aliases(name, literal),
        roles=tuple(sorted((offices or held).values(), key=lambda role: role.citation.order)),
        mentions=tuple(citation for _, citation in cited),
        sources=tuple(dict.fromkeys(citation.source for _, citation in cited)),
        entry=known.entry if known and kind is not ActorKind.GROUP else "",
        inferred=tuple(Inference(c, one.naming.mention.rule) for one, c in inferred),
        held=register.held(told),
    )


def _as_the_user_writes(namings: Sequence[Naming], told: str, register: Register) -> str:
    """Return the user's own name of an actor, or another that the user gives, if it was found."""
    found = {naming.words: naming for naming in namings}
    if told in found:
        return told
    given = [words for words, naming in found.items() if register.named(naming.folded) == told]
    return max(given, key=lambda words: (len(words), words)) if told and given else ""


def _is_honour(role: str) -> bool:
    """Tell whether words are a title of honour alone, and no office: "Sir"."""
    return fold(role) in _HONOURS


def _with_members(
    actors: Sequence[Actor],
    annotations: Iterable[Annotations],
    documents: Mapping[str, Document],
) -> Iterator[Actor]:
    """Say of each group whom its words refer to, where the text says it first."""
    at = {(c.source, c.span): actor.id for actor in actors for c in actor.mentions}
    first: dict[str, Reference] = {}
    for found in annotations:
        for one in found.groups:
            group = at.get((found.source, one.group))
            members = tuple(at[found.source, m] for m in one.members if (found.source, m) in at)
            if group and len(members) == len(one.members):
                whole = Span(one.members[0].start, one.members[-1].end)
                citation = cite(documents[found.source], whole)
                first.setdefault(group, Reference(members, citation))
    return (replace(actor, refers_to=first.get(actor.id)) for actor in actors)


def _name(namings: Sequence[Naming], known: Mention | None) -> str:
    """Return the form to show: the usual one of a known name, else the fullest."""
    forms = Counter(naming.words for naming in namings)
    if known and known.name in forms:
        return known.name

    def rank(form: str) -> tuple[int, int, bool, int, str]:
        parts = 0 if known else len(form.split())
        return parts, forms[form], not form.isupper(), len(form), form

    literal = {n.words for n in namings if n.mention.rule not in _INFERRED}
    return max(literal or forms, key=rank)


def _aliases(name: str, mentions: Sequence[tuple[Joined, Citation]]) -> tuple[Alias, ...]:
    """Return the other forms, each with its first place and why it is the actor's.

    A capital that stands for its government is a mention of the state, and no name of it.
    """
    own = next((one.reason for one, _ in mentions if one.naming.words == name), JoinReason.SAME)
    seen = {name.casefold()}
    aliases: list[Alias] = []
    for one, citation in mentions:
        if citation.text.casefold() not in seen:
            seen.add(citation.text.casefold())
            reason = _reason(one, name, own)
            aliases.append(Alias(citation.text, citation, reason))
    return tuple(aliases)


def _reason(one: Joined, name: str, own: JoinReason) -> JoinReason:
    """Return why a form is the actor's: its own reason, or what tells it from the name shown."""
    words = one.naming.words
    if one.reason is JoinReason.FILE:
        return one.reason
    if one.naming.folded == fold(name):
        plain = without_accents(words).casefold() == without_accents(name).casefold()
        return JoinReason.ACCENTS if plain else JoinReason.SPELLING
    return own if one.reason is JoinReason.SAME else one.reason


def _folded(group: Sequence[Naming], name: str) -> str:
    """Return the folded form of a name in the group, or of a known usual name."""
    return next((naming.folded for naming in group if naming.words == name), name.casefold())


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:_ID_LENGTH]


def _with_own_ids(actors: Iterable[Actor]) -> Iterable[Actor]:
    """Give actors of one kind and name (two towns, say) ids of their own."""
    taken: set[str] = set()
    for actor in actors:
        own = actor
        while own.id in taken:
            own = replace(own, id=_digest(own.id, own.name))
        taken.add(own.id)
        yield own


def _weight(actor: Actor) -> tuple[int, int, tuple[int, str, int, int]]:
    return -len(actor.sources), -len(actor.mentions), actor.mentions[0].order

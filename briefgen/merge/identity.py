"""Decides which mentions, in one document and across documents, are of one actor.

Two mentions are of one actor when they share a gazetteer entry, a name (but for case,
accents, hyphens and a leading "the"), a stated short form, or when one is the last name
of the only person who can be meant. A shared part of a name is never enough.
"""

import hashlib
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from briefgen.config import KnownActors
from briefgen.merge.folding import fold
from briefgen.merge.names import Naming, joined, name_namings
from briefgen.merge.register import Register
from briefgen.model.annotations import ActorKind, Annotations, Mention
from briefgen.model.evidence import Actor, Citation, Named, Role, cite
from briefgen.model.spans import Span
from briefgen.model.text import Corpus

_ID_LENGTH = 12

Place = tuple[Span, Actor]
"""Where an actor is named in a source."""

_INFERRED = "capital"


@dataclass(frozen=True, slots=True)
class Identities:
    """The actors of a corpus, the most widely mentioned first, and where each is named."""

    actors: tuple[Actor, ...]
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
    roles: dict[tuple[str, Span], list[Role]] = {}
    for found in annotations:
        document = documents[found.source]
        date = document.source.metadata.published
        for mention in found.roles:
            citation = cite(document, mention.role)
            place = (found.source, mention.person)
            roles.setdefault(place, []).append(Role(citation.text, citation, date))
    register = Register(known)
    groups = joined(namings, annotations, register)
    actors = sorted((_actor(group, roles, register) for group in groups), key=_weight)
    return Identities(tuple(_with_own_ids(actors)))


def _actor(
    group: Sequence[Naming], roles: dict[tuple[str, Span], list[Role]], register: Register
) -> Actor:
    """Make an actor of everything that names it."""
    cited = sorted(((n, cite(n.document, n.mention.span)) for n in group), key=lambda p: p[1].order)
    known = next((naming.mention for naming, _ in cited if naming.mention.entry), None)
    told = next((one for naming in group if (one := register.named(naming.folded))), "")
    name = next((n.words for n in group if told and n.words == told), "") or _name(group, known)
    kinds = Counter(naming.mention.kind for naming, _ in cited)
    kind = register.kind(told) or (known.kind if known else kinds.most_common(1)[0][0])
    usual = known.name if known else name
    held = {
        (role.citation.source, role.text.casefold()): role
        for naming, _ in reversed(cited)
        for role in reversed(roles.get((naming.source, naming.mention.span), []))
    }
    return Actor(
        id=_digest(kind, _folded(group, usual)),
        name=name,
        kind=kind,
        aliases=_aliases(name, kind, [c for n, c in cited if n.mention.rule != _INFERRED]),
        roles=tuple(sorted(held.values(), key=lambda role: role.citation.order)),
        mentions=tuple(citation for _, citation in cited),
        sources=tuple(dict.fromkeys(citation.source for _, citation in cited)),
    )


def _name(group: Sequence[Naming], known: Mention | None) -> str:
    """Return the form to show: the usual one of a known name, else the fullest."""
    forms = Counter(naming.words for naming in group)
    if known and known.name in forms:
        return known.name

    def rank(form: str) -> tuple[int, int, bool, int, str]:
        parts = 0 if known else len(form.split())
        return parts, forms[form], not form.isupper(), len(form), form

    return max(forms, key=rank)


def _aliases(name: str, kind: ActorKind, mentions: Iterable[Citation]) -> tuple[Named, ...]:
    """Return the other forms, each with its first place; not a person's bare last name.

    A capital that stands for its government is a mention of the state, and no name of it.
    """
    seen = {name.casefold()}
    aliases: list[Named] = []
    for citation in mentions:
        form = citation.text.casefold()
        last_name = kind is ActorKind.PERSON and fold(name).endswith(f" {fold(form)}")
        if form not in seen and not last_name:
            seen.add(form)
            aliases.append(Named(citation.text, citation))
    return tuple(aliases)


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

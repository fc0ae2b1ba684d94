"""Groups the namings of a corpus by the one they name, each with the reason for it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from briefgen.merge.who.bodies import initials, one_body, shorter_bodies
from briefgen.merge.who.people import People, PersonName, usual_title
from briefgen.merge.who.register import Register
from briefgen.merge.who.spelling import ARABIC_BODY, one_spelling
from briefgen.merge.words import fold
from briefgen.model.annotations import ActorKind, Annotations, Mention
from briefgen.model.links import Doubt, JoinReason
from briefgen.model.spans import Span
from briefgen.model.text import Document

Key = tuple[str, str]
"""Who is named: a way of knowing ("entry", "name", "person"), and a folded text."""


@dataclass(frozen=True, slots=True)
class Naming:
    """A mention, the document it stands in, its words, and the same words folded.

    `bare` are the folded words without a title that goes with a first name, `title` is that, or
    another title right before the name.
    """

    document: Document
    mention: Mention
    words: str
    folded: str
    bare: str
    title: str

    @property
    def source(self) -> str:
        """The key of the source."""
        return self.document.source.key

    @property
    def is_person(self) -> bool:
        """Tell whether a person is named, and not by a known name of something else."""
        return self.mention.kind is ActorKind.PERSON and not self.mention.entry

    @property
    def is_last_name(self) -> bool:
        """Tell whether a person is named by one word, or from a particle on ("bin Salman")."""
        short = self.is_single or self.words[0].islower()
        return self.is_person and short and not usual_title(self.title)

    @property
    def is_single(self) -> bool:
        """Tell whether one word names somebody, beside a title inside the name."""
        return len(self.words.split()) - (self.bare != self.folded) == 1

    @property
    def is_titled(self) -> bool:
        """Tell whether a person is named by one word and a title that goes with it."""
        return self.is_person and self.is_single and bool(usual_title(self.title))


@dataclass(frozen=True, slots=True)
class Joined:
    """A naming with the key of the one it names, the reason, and who else it may name."""

    naming: Naming
    key: Key
    reason: JoinReason
    maybe: tuple[Key, ...] = ()
    doubt: Doubt = Doubt.SEVERAL


def name_namings(
    documents: Mapping[str, Document], annotations: Sequence[Annotations]
) -> tuple[Naming, ...]:
    """Return every mention with its document, in the order of annotations and text.

    A candidate counts when it is the last name of one person, and of no more, that some
    source names in full.
    """
    titles = {found.source: _titles(found, documents[found.source].text) for found in annotations}
    sure = _as_people(
        [
            _naming(documents[f.source], mention, titles[f.source].get(mention.span, ""))
            for f in annotations
            for mention in f.mentions
        ]
    )
    people = _people(sure)
    maybe = [_naming(documents[f.source], one, "") for f in annotations for one in f.candidates]
    known = [n for n in maybe if len(_with_last_name(people, n)) == 1]
    place = {found.source: number for number, found in enumerate(annotations)}
    return tuple(sorted((*sure, *known), key=lambda n: (place[n.source], n.mention.span)))


def joined(
    namings: Sequence[Naming], annotations: Iterable[Annotations], register: Register
) -> tuple[tuple[Joined, ...], ...]:
    """Return the groups of namings that name one actor each, in order of first naming.

    Names that stand in the register are joined and kept apart as it says.
    """
    keys = _Keys(namings)
    shorts = _short_forms(namings, annotations, keys)
    groups: dict[Key, list[Joined]] = {}
    for one in _as_told([_join(naming, keys, shorts) for naming in namings], register):
        groups.setdefault(one.key, []).append(one)
    return tuple(tuple(group) for group in groups.values())


class _Keys:
    """What a name stands for by itself: a known entry, a person, or a name in one spelling."""

    def __init__(self, namings: Sequence[Naming]) -> None:
        self.people = _people(namings)
        self._entries = _entries(namings)
        bodies = dict.fromkeys(n.folded for n in namings if not n.is_person)
        self._spelling = one_spelling(dict.fromkeys(bodies, frozenset()), ARABIC_BODY)
        own = {n.folded for n in namings if n.mention.kind is ActorKind.ORGANISATION}
        self._bodies = one_body([self._spelling.get(n, n) for n in bodies if n in own])
        self._shorter = shorter_bodies(
            (n.source, n.folded) for n in namings if n.mention.kind is ActorKind.ORGANISATION
        )
        self._by_initials: dict[tuple[str, str], dict[Key, None]] = {}
        for naming in namings:
            if naming.mention.kind is ActorKind.ORGANISATION and (short := initials(naming.words)):
                key, _ = self.of(naming)
                self._by_initials.setdefault((naming.source, short), {}).setdefault(key)

    def spelled_out(self, naming: Naming) -> Key | None:
        """Return the one body of the source whose first letters a name in capitals has."""
        found = self._by_initials.get((naming.source, naming.words), {})
        return next(iter(found)) if len(found) == 1 else None

    def of(self, naming: Naming) -> tuple[Key, JoinReason]:
        """Return the key of a naming, and why others may have it as well."""
        if naming.mention.entry:
            group = naming.mention.kind is ActorKind.GROUP
            reason = JoinReason.MEMBERS if group else JoinReason.KNOWN
            return ("entry", naming.mention.entry), reason
        if naming.is_person:
            if naming.is_titled:
                own, reason = self.people.titled(naming.source, naming.title, naming.bare)
            else:
                own, reason = self.people.named(naming.source, naming.bare)
            return ("name", own), reason
        if naming.mention.kind is ActorKind.GROUP:
            return ("group", f"{naming.source}:{naming.folded}"), JoinReason.SAME
        spelled = self._spelling.get(naming.folded, naming.folded)
        name = self._bodies.get(spelled, spelled)
        longer = self._shorter.get((naming.source, naming.folded))
        if longer and not self._entries.get(naming.folded):
            name = self._bodies.get(longer, longer)
            return (
                "entry" if self._entries.get(longer) else "name",
                self._entries.get(longer) or name,
            ), JoinReason.SHORTER
        entry = self._entries.get(naming.folded) or self._entries.get(name)
        reason = JoinReason.SPELLING if name != naming.folded else JoinReason.SAME
        return ("entry" if entry else "name", entry or name), reason


def _join(naming: Naming, keys: _Keys, shorts: "ShortForms") -> Joined:
    key, reason = keys.of(naming)
    if naming.mention.entry:
        return Joined(naming, key, reason)
    found = _of_short_form(naming, shorts)
    rule = JoinReason.OTHER if naming.is_person else JoinReason.SHORT_FORM
    if naming.is_last_name and not found:
        found = [("name", own) for own in _with_last_name(keys.people, naming)]
        rule = JoinReason.LAST_NAME
    if len(found) == 1:
        return Joined(naming, found[0], rule if found[0] != key else reason)
    if len(found) > 1:
        return Joined(naming, key, reason, tuple(found))
    if not naming.is_person:
        spelled_out = keys.spelled_out(naming)
        if spelled_out and spelled_out != key:
            return Joined(naming, spelled_out, JoinReason.SHORT_FORM)
        return Joined(naming, key, reason)
    others = keys.people.with_initials(naming.bare)
    first = (
        () if others or naming.title else keys.people.with_first_name(naming.source, naming.bare)
    )
    maybe = tuple(("name", own) for own in others or first)
    return Joined(naming, key, reason, maybe, Doubt.FIRST if first else Doubt.SEVERAL)


def _as_told(keyed: Sequence[Joined], register: Register) -> Iterator[Joined]:
    """Yield the namings with the keys that the user's word gives them and their group."""
    told: dict[Key, set[str]] = {}
    for one in keyed:
        name = register.named(one.naming.folded)
        told.setdefault(one.key, set()).update({name} if name else ())
    for one in keyed:
        names = told[one.key]
        own = register.named(one.naming.folded)
        name = own or (next(iter(names)) if len(names) == 1 else "")
        if one.naming.folded in register.others(name):
            yield Joined(one.naming, ("apart", one.naming.folded), JoinReason.SAME)
        elif name:
            reason = JoinReason.FILE if own else one.reason
            yield Joined(one.naming, ("told", name), reason)
        else:
            yield one


def _naming(document: Document, mention: Mention, title: str) -> Naming:
    words = mention.span.of(document.text)
    folded = fold(words)
    first, _, rest = folded.partition(" ")
    inside = usual_title(first) if rest and mention.kind is ActorKind.PERSON else ""
    return Naming(document, mention, words, folded, rest if inside else folded, inside or title)


def _as_people(namings: Sequence[Naming]) -> list[Naming]:
    """Take for people's the names that the model has for bodies', and other sources for people's.

    That is what a title stands before, or most sources have so; and the last names of such.
    """
    sources: dict[str, dict[ActorKind, set[str]]] = {}
    for naming in namings:
        if not naming.mention.entry and not naming.is_single:
            kinds = sources.setdefault(naming.folded, {})
            kinds.setdefault(naming.mention.kind, set()).add(naming.source)
    titled = {n.folded for n in namings if n.title and n.is_person}
    people = {
        name
        for name, kinds in sources.items()
        if (held := kinds.get(ActorKind.PERSON)) and (name in titled or 2 * len(held) > _all(kinds))
    }
    last = {(n.source, n.folded.split(" ")[-1]) for n in namings if n.folded in people}
    return [
        replace(naming, mention=replace(naming.mention, kind=ActorKind.PERSON))
        if naming.mention.kind is ActorKind.ORGANISATION
        and not naming.mention.entry
        and (naming.folded in people or (naming.source, naming.folded) in last)
        else naming
        for naming in namings
    ]


def _all(kinds: Mapping[ActorKind, set[str]]) -> int:
    return sum(map(len, kinds.values()))


def _titles(found: Annotations, text: str) -> Mapping[Span, str]:
    """Return, by the place of a name, the title right before it, in its usual form."""
    titles: dict[Span, str] = {}
    for role in found.roles:
        if (
            role.role.end <= role.person.start
            and not text[role.role.end : role.person.start].strip()
        ):
            words = fold(role.role.of(text)).split()
            titles[role.person] = (
                usual_title(" ".join(words[-2:])) or usual_title(words[-1]) or words[-1]
            )
    return titles


def _with_last_name(people: People, naming: Naming) -> tuple[str, ...]:
    """Return who can be meant by one name; one with a title of its own is no king or pope."""
    return people.with_last_name(naming.source, naming.bare, has_title=bool(naming.title))


def _people(namings: Iterable[Naming]) -> People:
    told = [n for n in namings if n.is_person and not n.is_last_name]
    ordered = sorted(told, key=lambda n: (n.source, n.mention.span))
    return People(
        [
            PersonName(n.source, n.bare, usual_title(n.title), is_full=not n.is_single)
            for n in ordered
        ]
    )


def _entries(namings: Iterable[Naming]) -> Mapping[str, str]:
    """Return the known entries by folded words, where the words mean one entry only."""
    entries: dict[str, str] = {}
    for naming in namings:
        if entry := naming.mention.entry:
            same = entries.get(naming.folded, entry) == entry
            entries[naming.folded] = entry if same else ""
    return entries


ShortForms = Mapping[tuple[str, str], Sequence[Key]]
"""By source ("" for all) and folded short form: the long forms given for it."""


def _short_forms(
    namings: Iterable[Naming], annotations: Iterable[Annotations], keys: _Keys
) -> ShortForms:
    at = {(naming.source, naming.mention.span): naming for naming in namings}
    forms: dict[tuple[str, str], list[Key]] = {}
    for found in annotations:
        for alias in found.aliases:
            long, short = at.get((found.source, alias.long)), at.get((found.source, alias.short))
            if long is None or short is None:
                continue
            key, _ = keys.of(long)
            for source in ("", found.source):
                known = forms.setdefault((source, short.folded), [])
                if key not in known:
                    known.append(key)
    return forms


def _of_short_form(naming: Naming, shorts: ShortForms) -> list[Key]:
    """Return what a short form may stand for: in the document, else in all of them."""
    for source in (naming.source, ""):
        longs = shorts.get((source, naming.folded), ())
        if longs:
            return list(longs)
    return []

"""Groups the namings of a corpus by the one they name."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from briefgen.merge.folding import fold
from briefgen.merge.register import Register
from briefgen.model.annotations import ActorKind, Annotations, Mention
from briefgen.model.text import Document

_GENERATION = re.compile(r",? (?:jr|sr|ii|iii|iv)$")
_INITIALS = re.compile(r"(?<= )(?:[a-z] )+")

Key = tuple[str, str]
"""Who is named: a way of knowing ("entry", "name", "person"), and a folded text."""


@dataclass(frozen=True, slots=True)
class Naming:
    """A mention, the document it stands in, its words, and the same words folded."""

    document: Document
    mention: Mention
    words: str
    folded: str

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
        return self.is_person and (len(self.words.split()) == 1 or self.words[0].islower())


def name_namings(
    documents: Mapping[str, Document], annotations: Sequence[Annotations]
) -> tuple[Naming, ...]:
    """Return every mention with its document, in the order of annotations and text.

    A candidate counts when it is the last name of one person, and of no more, that some
    source names in full.
    """
    sure = [_naming(documents[f.source], mention) for f in annotations for mention in f.mentions]
    full = _by_last_name(_full_names(sure))
    maybe = [_naming(documents[f.source], one) for f in annotations for one in f.candidates]
    known = [naming for naming in maybe if _of_last_name(naming, full)]
    place = {found.source: number for number, found in enumerate(annotations)}
    return tuple(sorted((*sure, *known), key=lambda n: (place[n.source], n.mention.span)))


def joined(
    namings: Sequence[Naming], annotations: Iterable[Annotations], register: Register
) -> tuple[tuple[Naming, ...], ...]:
    """Return the groups of namings that name one actor each, in order of first naming.

    Names that stand in the register are joined and kept apart as it says.
    """
    full = _full_names(namings)
    last = _by_last_name(full)
    entries = _entries(namings)
    shorts = _short_forms(namings, annotations, full, entries)
    keyed: list[tuple[Naming, Key]] = []
    for naming in namings:
        key = _key(naming, full, entries)
        if naming.is_last_name:
            key = _of_last_name(naming, last) or key
        elif not naming.mention.entry:
            key = _of_short_form(naming, shorts) or key
        keyed.append((naming, key))
    groups: dict[Key, list[Naming]] = {}
    for naming, key in _as_told(keyed, register):
        groups.setdefault(key, []).append(naming)
    return tuple(tuple(group) for group in groups.values())


def _as_told(
    keyed: Sequence[tuple[Naming, Key]], register: Register
) -> Iterator[tuple[Naming, Key]]:
    """Yield the namings with the keys that the user's word gives them and their group."""
    told: dict[Key, set[str]] = {}
    for naming, key in keyed:
        name = register.named(naming.folded)
        told.setdefault(key, set()).update({name} if name else ())
    for naming, key in keyed:
        names = told[key]
        name = register.named(naming.folded) or (next(iter(names)) if len(names) == 1 else "")
        if naming.folded in register.others(name):
            yield naming, ("apart", naming.folded)
        else:
            yield naming, (("told", name) if name else key)


def _naming(document: Document, mention: Mention) -> Naming:
    words = mention.span.of(document.text)
    return Naming(document, mention, words, fold(words))


FullNames = Mapping[str, Mapping[str, str]]
"""By source ("" for all): folded full names of people, and the name that identifies each."""


def _full_names(namings: Iterable[Naming]) -> FullNames:
    people = [n for n in namings if n.is_person and not n.is_last_name]
    initials: dict[str, dict[str, None]] = {}
    for naming in people:
        found = "".join(_INITIALS.findall(naming.folded))
        bare = _INITIALS.sub("", naming.folded)
        initials.setdefault(bare, {}).update({found: None} if found else {})
    names: dict[str, dict[str, str]] = {"": {}}
    for naming in people:
        bare = _INITIALS.sub("", naming.folded)
        own = bare if len(initials[bare]) <= 1 else naming.folded
        for source in ("", naming.source):
            names.setdefault(source, {})[naming.folded] = own
    return _with_shortened(names, people)


def _with_shortened(names: dict[str, dict[str, str]], people: Iterable[Naming]) -> FullNames:
    """Let a name without its first words mean the longer one that precedes it in its source.

    "Ana Lia Prado" may go on as "Lia Prado". In other sources both stay names apart,
    unless the shorter one never stands without the longer.
    """
    seen: dict[str, dict[str, None]] = {}
    sources: dict[str, dict[str, None]] = {}
    for naming in sorted(people, key=lambda n: (n.source, n.mention.span)):
        here = seen.setdefault(naming.source, {})
        longer = {names[naming.source][name] for name in here if name.endswith(f" {naming.folded}")}
        if naming.folded not in here and len(longer) == 1:
            names[naming.source][naming.folded] = longer.pop()
        here.setdefault(naming.folded)
        sources.setdefault(naming.folded, {}).setdefault(naming.source)
    for name in names[""]:
        meant = {names[source][name] for source in sources[name]}
        if len(meant) == 1:
            names[""][name] = meant.pop()
    return names


def _entries(namings: Iterable[Naming]) -> Mapping[str, str]:
    """Return the known entries by folded words, where the words mean one entry only."""
    entries: dict[str, str] = {}
    for naming in namings:
        if entry := naming.mention.entry:
            same = entries.get(naming.folded, entry) == entry
            entries[naming.folded] = entry if same else ""
    return entries


def _key(naming: Naming, full: FullNames, entries: Mapping[str, str]) -> Key:
    if naming.mention.entry:
        return "entry", naming.mention.entry
    if naming.is_person:
        return "name", full.get(naming.source, {}).get(naming.folded, naming.folded)
    if naming.mention.kind is ActorKind.GROUP:
        return "group", f"{naming.source}:{naming.folded}"
    entry = entries.get(naming.folded)
    return ("entry", entry) if entry else ("name", naming.folded)


LastNames = Mapping[tuple[str, str], Mapping[str, None]]
"""By source ("" for all) and the end of a folded full name: whom it may mean."""


def _by_last_name(full: FullNames) -> LastNames:
    """Index people by every end of their names that begins with a word."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for source, names in full.items():
        for name, own in names.items():
            bare = _GENERATION.sub("", name)
            for blank in re.finditer(" ", bare):
                found.setdefault((source, bare[blank.end() :]), {}).setdefault(own)
    return found


def _of_last_name(naming: Naming, last: LastNames) -> Key | None:
    """Return the one full-named person with this last name: in the document, else anywhere."""
    for source in (naming.source, ""):
        fitting = last.get((source, naming.folded))
        if fitting:
            return ("name", next(iter(fitting))) if len(fitting) == 1 else None
    return None


ShortForms = Mapping[tuple[str, str], Sequence[Key]]
"""By source ("" for all) and folded short form: the long forms given for it."""


def _short_forms(
    namings: Iterable[Naming],
    annotations: Iterable[Annotations],
    full: FullNames,
    entries: Mapping[str, str],
) -> ShortForms:
    at = {(naming.source, naming.mention.span): naming for naming in namings}
    forms: dict[tuple[str, str], list[Key]] = {}
    for found in annotations:
        for alias in found.aliases:
            long, short = at.get((found.source, alias.long)), at.get((found.source, alias.short))
            if long is None or short is None:
                continue
            key = _key(long, full, entries)
            for source in ("", found.source):
                known = forms.setdefault((source, short.folded), [])
                if key not in known:
                    known.append(key)
    return forms


def _of_short_form(naming: Naming, shorts: ShortForms) -> Key | None:
    """Return what a short form stands for: in the document, else in all where it is plain."""
    for source in (naming.source, ""):
        longs = shorts.get((source, naming.folded), ())
        if longs:
            return longs[0] if len(longs) == 1 else None
    return None

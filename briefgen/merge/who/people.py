"""Which full names are one person's, and whom a last name or a title and first name can mean."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from briefgen.merge.tables import read_table
from briefgen.merge.who.full_names import same_persons, without_generation
from briefgen.merge.who.spelling import ARABIC_PERSON, one_spelling
from briefgen.model.links import JoinReason

_INITIALS = re.compile(r"(?<= )(?:[a-z] )+")
_NICKNAME = re.compile(r"[\"“„][^\"“”]+[\"”] ?")
_MARKS = re.compile(r"[\"“„”]")
_PATRONYMIC = "ez"
"""How a first last name ends that may stand for two ("Gómez" for "Ana Gómez Ríos")."""

_SURNAMED = frozenset(read_table(__package__, "names")["surnamed"]["titles"])
_USUAL: Mapping[str, str] = {
    form: usual
    for usual, forms in read_table(__package__, "names")["titles"].items()
    for form in forms
}

Person = tuple[str, JoinReason]
"""The name that identifies a person, and why another name is theirs."""


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name in a source, folded, and the `title` before it that goes with first names.

    A full one is more than one word; one with a hyphen may be folded to two.
    """

    source: str
    name: str
    title: str = ""
    is_full: bool = True


def usual_title(words: str) -> str:
    """Return the usual form of a folded title that goes with first names; "" for any other."""
    return _USUAL.get(words, "")


class People:
    """The people that sources name in full, or by a title and their one name."""

    def __init__(self, namings: Sequence[PersonName]) -> None:
        """Take names in the order of sources and text."""
        told = [(one.source, one.name) for one in namings if one.is_full]
        plain = {name for _, name in told if not _MARKS.search(name)}
        self._unmarked = {name: bare for _, name in told if (bare := _MARKS.sub("", name)) in plain}
        full = [(source, self._unmarked.get(name, name)) for source, name in told]
        self._initials = _initials(full)
        sources = _sources(full)
        self._spelling = one_spelling(sources, ARABIC_PERSON)
        self._fuller = same_persons(sources)
        self._names: dict[str, dict[str, Person]] = {"": {}}
        for source, name in full:
            for where in ("", source):
                self._names.setdefault(where, {})[name] = self._identified(name)
        self._shorten(full)
        self._enter_full_names()
        self._enter_titles(namings)

    def _enter_full_names(self) -> None:
        """Note of each full name what it may be shortened to."""
        self._last: _Index = {}
        self._first: _Index = {}
        self._double: _Index = {}
        for where, names in self._names.items():
            for name, (own, _) in names.items():
                bare = without_generation(name)
                for end in _ends(bare):
                    _enter(self._last, where, end, own)
                for beginning in _beginnings(bare):
                    _enter(self._first, where, beginning, own)
                if double := _double_name(bare):
                    _enter(self._double, where, double, own)

    def _enter_titles(self, namings: Sequence[PersonName]) -> None:
        """Note who bears a title with a first name, or with the one name they have."""
        self._titled: _Index = {}
        for one in namings:
            if one.title and one.is_full:
                own, _ = self.named(one.source, one.name)
                for where in ("", one.source):
                    _enter(self._titled, where, f"{one.title} {one.name.split()[0]}", own)
        self._single: _Index = {}
        for one in namings:
            if one.title and not one.is_full:
                king, _ = self.titled(one.source, one.title, one.name)
                for where in ("", one.source):
                    _enter(self._single, where, one.name, king)

    def named(self, source: str, name: str) -> Person:
        """Return who is named in a source by a full name."""
        plain = self._unmarked.get(name, name)
        own, reason = self._names.get(source, {}).get(plain, (plain, JoinReason.SAME))
        return own, JoinReason.INITIAL if plain != name else reason

    def titled(self, source: str, title: str, name: str) -> Person:
        """Return who is named by a title and a first name: "Sir Brian", or a king."""
        for where in (source, ""):
            bearers = self._at(self._titled, where, f"{title} {name}")
            if len(bearers) == 1:
                return next(iter(bearers)), JoinReason.TITLE
            last = self._at(self._last, where, name) if title in _SURNAMED else {}
            if len(last) == 1 and not bearers:
                return next(iter(last)), JoinReason.LAST_NAME
        return f"{title} {name}", JoinReason.SAME

    def with_last_name(self, source: str, name: str, *, has_title: bool = False) -> tuple[str, ...]:
        """Return who can be meant by one name: people of the source, else of any.

        Where it is somebody's first name as well, that person may be meant, too; but none who
        has only that name where it stands with a title of its own.
        """
        for where in (source, ""):
            single = {} if has_title else self._at(self._single, where, name)
            fitting = self._at(self._last, where, name) | single
            if fitting := fitting or self._at(self._double, where, name):
                return tuple(fitting | self._at(self._first, where, name))
        return ()

    def with_first_name(self, source: str, name: str) -> tuple[str, ...]:
        """Return whose first names these are: people of the source, else of any."""
        for where in (source, ""):
            if fitting := self._at(self._first, where, name):
                return tuple(fitting)
        return ()

    def with_initials(self, name: str) -> tuple[str, ...]:
        """Return the people that a name without initials may mean, when there are several."""
        found = self._initials.get(name, {})
        return tuple(found.values()) if len(found) > 1 else ()

    @staticmethod
    def _at(index: "_Index", where: str, name: str) -> dict[str, None]:
        return index.get(where, {}).get(name, {})

    def _identified(self, name: str) -> Person:
        bare = _bare(name)
        if len(self._initials.get(bare, {})) > 1:
            bare = _NICKNAME.sub("", name)
        spelled = self._spelling.get(bare, bare)
        if spelled in self._fuller:
            return self._fuller[spelled]
        if spelled != bare:
            return spelled, JoinReason.SPELLING
        return bare, JoinReason.SAME if bare == name else JoinReason.INITIAL

    def _shorten(self, namings: Sequence[tuple[str, str]]) -> None:
        """Let a name without its first words mean the longer one that precedes it in its source.

        "Ana Lia Prado" may go on as "Lia Prado". In other sources both stay names apart,
        unless the shorter one never stands without the longer.
        """
        seen: set[tuple[str, str]] = set()
        longer: dict[tuple[str, str], dict[str, None]] = {}
        for source, name in namings:
            if (source, name) in seen:
                continue
            meant = longer.get((source, name), {})
            if len(meant) == 1:
                self._names[source][name] = (next(iter(meant)), JoinReason.SHORTER)
            seen.add((source, name))
            for end in _ends(name):
                longer.setdefault((source, end), {}).setdefault(self._names[source][name][0])
        meanings: dict[str, dict[str, Person]] = {}
        for source, name in namings:
            person = self._names[source][name]
            meanings.setdefault(name, {}).setdefault(person[0], person)
        for name, people in meanings.items():
            if len(people) == 1:
                self._names[""][name] = next(iter(people.values()))


_Index = dict[str, dict[str, dict[str, None]]]
"""By source ("" for all) and words of a name: whose they are, in order."""


def _enter(index: _Index, where: str, words: str, own: str) -> None:
    index.setdefault(where, {}).setdefault(words, {}).setdefault(own)


def _bare(name: str) -> str:
    """Return a name without initials and nickname."""
    return _INITIALS.sub("", _NICKNAME.sub("", name))


def _initials(namings: Iterable[tuple[str, str]]) -> Mapping[str, dict[str, str]]:
    """Return, by name without them, each set of initials and the full name with it."""
    found: dict[str, dict[str, str]] = {}
    for _, name in namings:
        letters = "".join(_INITIALS.findall(_NICKNAME.sub("", name)))
        if letters:
            found.setdefault(_bare(name), {}).setdefault(letters, _NICKNAME.sub("", name))
    return found


def _sources(namings: Iterable[tuple[str, str]]) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for source, name in namings:
        found.setdefault(_bare(name), set()).add(source)
    return {name: frozenset(sources) for name, sources in found.items()}


def _ends(name: str) -> tuple[str, ...]:
    """Return what is left of a name without its first word, its first two, and so on."""
    words = name.split(" ")
    return tuple(" ".join(words[n:]) for n in range(1, len(words)))


def _beginnings(name: str) -> tuple[str, ...]:
    """Return the first word of a name, its first two, and so on, but not all."""
    words = name.split(" ")
    return tuple(" ".join(words[:n]) for n in range(1, len(words)))


def _double_name(name: str) -> str:
    """Return the first of two last names, where its form shows that it is one; else ""."""
    *first, double, _ = ("", *name.split(" "))
    return double if len(first) > 1 and double.endswith(_PATRONYMIC) else ""

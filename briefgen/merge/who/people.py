"""Which full names are one person's, and whom a last name can mean."""

import re
from collections.abc import Mapping, Sequence

from briefgen.merge.who.spelling import ARABIC_PERSON, one_spelling
from briefgen.model.links import JoinReason

_GENERATION = re.compile(r",? (?:jr|sr|ii|iii|iv)$")
_INITIALS = re.compile(r"(?<= )(?:[a-z] )+")
_NICKNAME = re.compile(r"[\"“„][^\"“”]+[\"”] ?")

Person = tuple[str, JoinReason]
"""The name that identifies a person, and why another name is theirs."""


class People:
    """The people that sources name in full, by folded name."""

    def __init__(self, namings: Sequence[tuple[str, str]]) -> None:
        """Take sources and folded full names, in the order of sources and text."""
        self._initials = _initials(namings)
        self._spelling = one_spelling(_sources(namings), ARABIC_PERSON)
        self._names: dict[str, dict[str, Person]] = {"": {}}
        for source, name in namings:
            for where in ("", source):
                self._names.setdefault(where, {})[name] = self._identified(name)
        self._shorten(namings)
        self._last: dict[str, dict[str, dict[str, None]]] = {}
        for where, names in self._names.items():
            ends = self._last.setdefault(where, {})
            for name, (own, _) in names.items():
                for end in _ends(_GENERATION.sub("", name)):
                    ends.setdefault(end, {}).setdefault(own)

    def named(self, source: str, name: str) -> Person:
        """Return who is named in a source by a full name."""
        return self._names.get(source, {}).get(name, (name, JoinReason.SAME))

    def with_last_name(self, source: str, name: str) -> tuple[str, ...]:
        """Return who can be meant by a last name: people of the source, else of any."""
        for where in (source, ""):
            fitting = self._last.get(where, {}).get(name)
            if fitting:
                return tuple(fitting)
        return ()

    def with_initials(self, name: str) -> tuple[str, ...]:
        """Return the people that a name without initials may mean, when there are several."""
        found = self._initials.get(name, {})
        return tuple(found.values()) if len(found) > 1 else ()

    def _identified(self, name: str) -> Person:
        bare = _bare(name)
        if len(self._initials.get(bare, {})) > 1:
            bare = _NICKNAME.sub("", name)
        spelled = self._spelling.get(bare, bare)
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


def _bare(name: str) -> str:
    """Return a name without initials and nickname."""
    return _INITIALS.sub("", _NICKNAME.sub("", name))


def _initials(namings: Sequence[tuple[str, str]]) -> Mapping[str, dict[str, str]]:
    """Return, by name without them, each set of initials and the full name with it."""
    found: dict[str, dict[str, str]] = {}
    for _, name in namings:
        letters = "".join(_INITIALS.findall(_NICKNAME.sub("", name)))
        if letters:
            found.setdefault(_bare(name), {}).setdefault(letters, _NICKNAME.sub("", name))
    return found


def _sources(namings: Sequence[tuple[str, str]]) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for source, name in namings:
        found.setdefault(_bare(name), set()).add(source)
    return {name: frozenset(sources) for name, sources in found.items()}


def _ends(name: str) -> tuple[str, ...]:
    """Return what is left of a name without its first word, its first two, and so on."""
    words = name.split(" ")
    return tuple(" ".join(words[n:]) for n in range(1, len(words)))

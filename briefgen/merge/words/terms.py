"""Words brought down to what they have in common across reports: stems and word families.

"Exploded", "the explosion" and "a blast" tell of one thing, and so do "died" and "lost their
lives". Stems are those of Snowball (Porter, 2001); the families are written by hand in
`data/families.toml`.
"""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from itertools import product
from typing import Any

import snowballstemmer

from briefgen.merge.tables import read_table

_STEMMER = snowballstemmer.stemmer("english")


def fold_terms(terms: Iterable[str]) -> tuple[str, ...]:
    """Return what the terms come down to, in their order, each once.

    The words of a phrase that names a deed ("lose" and "life") come down to it together.
    """
    stems = [_stem(term) for term in terms]
    beside = frozenset(stems)
    return tuple(dict.fromkeys([_folded(stem, beside) for stem in stems]))


def fold_deed(verb: str, nouns: Iterable[str]) -> str:
    """Return what a verb, with a particle if it has one, and the nouns it governs come down to."""
    words = _stems(verb)
    phrase = _phrase(words[0], {*words, *map(_stem, nouns)}) if words else ""
    return phrase or _known_verb(" ".join(words))


def told_deed(verb: str, objects: Sequence[str], beside: Iterable[str]) -> str:
    """Return the deed of a clause: of its verb with all words beside, or else of its object.

    "Gave no warning", "issued a warning" and "no warning came" tell of warning; what a light
    verb without such a noun does, is "".
    """
    deed = fold_deed(verb, (*objects, *beside))
    if deed in _listed("occurring"):
        return noun_deed(objects) or deed
    if is_light(deed):
        return noun_deed(objects)
    return (deed in _listed("supporting") and noun_deed(objects)) or deed


def created(deed: str, objects: Sequence[str]) -> str:
    """Return what comes about by a deed that is one itself: "signed an agreement"; "" for none."""
    return noun_deed(objects) if deed in _listed("creating") else ""


def denied_by(verb: str, deed: str, beside: Iterable[str]) -> Mapping[str, frozenset[str]]:
    """Return the deeds that a clause says are not so by telling another one: "stays in office".

    Each has the words beside the verb that say so with it.
    """
    by_stem = {_stem(word): word for word in beside}
    stems = {*_stems(verb), *by_stem}
    return {
        denied: frozenset(by_stem[word] for word in words if word in by_stem)
        for denied, phrases in _opposites().items()
        for words in phrases
        if words == (deed,) or (len(words) > 1 and stems.issuperset(words))
    }


def state_of(verb: str, objects: Sequence[str]) -> str:
    """Return what a subject is said to be, as a deed: "be safe"; "" where it is said to do."""
    return f"be {objects[-1]}" if verb == "be" and objects else ""


def comes_about(verb: str) -> bool:
    """Tell a verb that only says that what its subject names came about: "no alert arrived"."""
    return fold_deed(verb, ()) in _listed("occurring")


def knows_or_uses(verb: str) -> bool:
    """Tell a verb that by itself names no deed, but does one together with its object."""
    return verb in _listed("transitive")


def opposite_states(state: str) -> Mapping[str, frozenset[str]]:
    """Return the states that are not so where one is: "be safe" where something is unsafe."""
    verb, _, said = state.partition(" ")
    others = _antonyms().get(said, frozenset()) if verb == "be" else frozenset[str]()
    return {f"be {other}": frozenset() for other in others}


@cache
def _antonyms() -> Mapping[str, frozenset[str]]:
    """Return, by each word of a state, those that say it is not so."""
    found: dict[str, set[str]] = {}
    for words, others in _table()["antonyms"]:
        for one, other in product(words, others):
            found.setdefault(one, set()).add(other)
            found.setdefault(other, set()).add(one)
    return {word: frozenset(others) for word, others in found.items()}


@cache
def _opposites() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """Return, by the deed that is denied, the stems of each phrase, or the deed, that does so."""
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for denied, phrases in _table()["opposites"].items():
        deed = denied if denied.startswith("be ") else fold_deed(denied, ())
        stems = (_stems(one) if " " in one else (fold_deed(one, ()),) for one in phrases)
        found[deed] = (*found.get(deed, ()), *stems)
    return found


def noun_deed(nouns: Iterable[str]) -> str:
    """Return the deed that a noun names where its verb names none, "" for no known one."""
    known = (_families("families").get(_stem(noun), "") for noun in nouns)
    return next((deed for deed in known if deed and deed not in _listed("bodies")), "")


def is_light(deed: str) -> bool:
    """Tell a deed that says nothing without what it is done to: "made", "took"."""
    return deed in _listed("light")


def names_deeds(verb: str) -> bool:
    """Tell a verb that leaves it to nouns to say what is done: "held", "came", "is scheduled"."""
    deed = fold_deed(verb, ())
    return any(deed in _listed(kind) for kind in ("light", "occurring", "supporting", "scheduling"))


@cache
def bodies() -> frozenset[str]:
    """Return what the words for sorts of bodies come down to ("the government")."""
    return frozenset(fold_terms(_table()["bodies"]))


@cache
def named_bodies() -> frozenset[str]:
    """Return what the words come down to that names of bodies are made of ("Department")."""
    return bodies() | frozenset(fold_terms(_table()["offices"]))


def told_with(verb: str, deed: str, objects: Sequence[str]) -> frozenset[str]:
    """Return those objects of a verb that it names its deed with: the fire of "opened fire"."""
    if fold_deed(verb, ()) == deed:
        return frozenset()
    return frozenset(one for one in objects if _names_with(deed, verb, one))


def _names_with(deed: str, verb: str, noun: str) -> bool:
    return deed in (fold_deed(verb, (noun,)), noun_deed((noun,)))


def stands_for_any(terms: Iterable[str]) -> bool:
    """Tell whether one of the words is a noun that may stand for many others: "the move"."""
    return not _stands_for_any().isdisjoint(map(_stem, terms))


@cache
def _stands_for_any() -> frozenset[str]:
    return frozenset(map(_stem, (*_table()["general"], *_table()["bodies"])))


def has_two_ends(deed: str) -> bool:
    """Tell a deed that is told of those at either end of it: who gives, and who receives."""
    return deed in _listed("two_ended")


def comes_once(deeds: Iterable[str]) -> bool:
    """Tell whether one of the deeds is done but once to a thing or person: "built", "born"."""
    return not _listed("once").isdisjoint(deeds)


def recurs(deeds: Iterable[str]) -> bool:
    """Tell whether one of the deeds is of those that happen again and again."""
    return not _listed("recurring").isdisjoint(deeds)


def _folded(stem: str, beside: AbstractSet[str]) -> str:
    return _phrase(stem, beside) or _known(stem)


def _phrase(stem: str, beside: AbstractSet[str]) -> str:
    """Return the deed that a stem names together with others beside it, "" for none."""
    phrases = _phrases().get(stem)
    if not phrases:
        return ""
    return next((deed for words, deed in phrases.items() if words <= beside), "")


@cache
def _known(stem: str) -> str:
    return _families("families").get(stem) or _families("things").get(stem, stem)


@cache
def _known_verb(stem: str) -> str:
    return _families("verbs").get(stem) or _known(stem)


@cache
def _stem(term: str) -> str:
    return str(_STEMMER.stemWord(term))


@cache
def _stems(phrase: str) -> tuple[str, ...]:
    return tuple(map(_stem, phrase.split()))


@cache
def _listed(kind: str) -> frozenset[str]:
    return frozenset(_table()[kind])


@cache
def _table() -> Mapping[str, Any]:
    return read_table(__package__, "families")


@cache
def _families(kind: str) -> Mapping[str, str]:
    """Return the first word of each family by the stems of its members."""
    families = _table()[kind]
    return {" ".join(_stems(word)): family[0] for family in families for word in family}


@cache
def _phrases() -> Mapping[str, Mapping[frozenset[str], str]]:
    """Return, by each stem of a phrase, all its stems and the deed they name."""
    found: dict[str, dict[frozenset[str], str]] = {}
    for words, deed in _families("families").items():
        for stem in words.split() if " " in words else ():
            found.setdefault(stem, {})[frozenset(words.split())] = deed
    return found

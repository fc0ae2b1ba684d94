"""Tells which folded names are one name in other spelling, and which are only alike.

One name are those that differ in blanks and apostrophes, in British or American spelling, in
the ends of a Slavic name ("-sky", "-skyi"), or in how an Arabic name is put into Latin letters:
its article, double letters, and vowels that are written for each other. Everything else that
is alike is left apart.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from rapidfuzz.distance import OSA

from briefgen.merge.tables import Weights

_W = Weights(__package__, "spelling")
_WORDS = (
    (re.compile(r"isation(s?)\b"), r"ization\1"),
    (re.compile(r"\bdefence\b"), "defense"),
    (re.compile(r"\bcentre(s?)\b"), r"center\1"),
    (re.compile(r"\blabour\b"), "labor"),
    (re.compile(r"\bprogramme(s?)\b"), r"program\1"),
    (re.compile(r"\bharbour\b"), "harbor"),
    (re.compile(r"^metro (?=.*\bpolice\b)"), "metropolitan "),
    (re.compile(r"&"), "and"),
    (re.compile(r"^(department|ministry) of (?:the )?(.+)$"), r"\2 \1"),
    (re.compile(r"^us (?=\w)"), "united states "),
    (re.compile(r"^uk (?=\w)"), "united kingdom "),
    (re.compile(r"^un (?=\w)"), "united nations "),
    (re.compile(r"(?<=\wsk)(?:yy|iy|yi|ii|i)\b"), "y"),
    (re.compile(r"(?<=[bcdfghjklmnpqrstvwxz])(?:iy|yy|yi|ii)\b"), "y"),
    (re.compile(r"\b(serg|alex|andr|nikol|matv|timof)e?[iy]\b"), r"\1ei"),
    (re.compile(r"\b(dmitr|yur|grigor|vital|anatol|valer|gennad|arkad)(?:i|y)\b"), r"\1y"),
    (re.compile(r"\bye(?=[vlk])"), "e"),
)
_LETTER = re.compile(r"[^\W_]")
_SERVANT_OF = re.compile(r"\babd(?: ?[aeu](?:l|([rsdtnz])(?= ?\1)) ?)?(?=\w)")
_ARTICLE = re.compile(r"\b(?:[aeu]l|a([rsdtnz])(?= \1)|ash(?= sh)) (?=\w)")
ARABIC_PERSON = re.compile(r"\babd|(?<= )(?:abu|abou|bin|ibn|bint|ould|[ae]l) ")
ARABIC_BODY = re.compile(r"\b[ae]l ")
"""What shows that a name comes from Arabic; "Al" before a last name is a given name."""

_SOUNDS = (
    (re.compile(r"ou|oo"), "u"),
    (re.compile(r"ee"), "i"),
    (re.compile(r"([a-z])\1+"), r"\1"),
    (re.compile(r"(?<=[gkdt])h"), ""),
    (re.compile(r"dj"), "j"),
    (re.compile(r"q"), "k"),
    (re.compile(r"y"), "i"),
)
_MUTE = re.compile(r"(?<=[^\Waeiou])e\b")
_VOWELS = re.compile(r"[aeiou]*")
_FOR_EACH_OTHER = frozenset(map(frozenset, ("ae", "ei", "ou")))


def one_spelling(names: Mapping[str, frozenset[str]], arabic: re.Pattern[str]) -> Mapping[str, str]:
    """Return, for each name that is another's spelling, the first name of its group.

    `names` gives the sources of each folded name; `arabic` finds what shows that one comes
    from Arabic. Spellings that differ in sound must stand in different sources: one that
    writes both means two.
    """
    first: dict[str, str] = {}
    same: dict[str, str] = {}
    for name in names:
        found = first.setdefault(_letters(name), name)
        if found != name:
            same[name] = found
    sounds: dict[str, list[list[str]]] = {}
    for name in names:
        if name in same or not arabic.search(name) or len(_letters(name)) < _W.fewest:
            continue
        groups = sounds.setdefault(_consonants(name), [])
        fitting = (group for group in groups if _fits(name, group, names))
        group = next(fitting, None)
        if group is None:
            groups.append([name])
        else:
            same[name] = group[0]
            group.append(name)
    return {name: same.get(found, found) for name, found in same.items()}


def alike(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield pairs of names of several words that differ in one letter of one word."""
    blocks: dict[str, list[str]] = {}
    for name in names:
        words = name.split()
        for n, word in enumerate(words):
            rest = " ".join((*words[:n], "*", *words[n + 1 :]))
            if len(words) > 1 and len(word) >= _W.fewest:
                blocks.setdefault(rest, []).append(name)
    for block in blocks.values():
        if len(block) <= _W.block:
            yield from ((a, b) for a, b in combinations(block, 2) if OSA.distance(a, b) == 1)


def usual_spelling(name: str) -> str:
    """Return a folded name with its words in one of the ways in which they are written."""
    for pattern, written in _WORDS:
        name = pattern.sub(written, name)
    return name


def _letters(name: str) -> str:
    return "".join(_LETTER.findall(usual_spelling(name)))


def _sound(name: str) -> str:
    name = _SERVANT_OF.sub("abd ", name)
    name = _ARTICLE.sub("", name)
    name = "".join(_LETTER.findall(_MUTE.sub("", name)))
    for pattern, written in _SOUNDS:
        name = pattern.sub(written, name)
    return name


def _consonants(name: str) -> str:
    return re.sub("[aeiou]", "", _sound(name))


def _fits(name: str, group: Sequence[str], sources: Mapping[str, frozenset[str]]) -> bool:
    return all(
        _same_vowels(_sound(name), _sound(other)) and not sources[name] & sources[other]
        for other in group
    )


def _same_vowels(one: str, other: str) -> bool:
    """Tell whether two names of the same consonants have vowels written for each other."""
    pairs = zip(_VOWELS.findall(one), _VOWELS.findall(other), strict=False)
    return all(
        a == b
        or (
            (len(a) == len(b))
            and all(
                x == y or frozenset((x, y)) in _FOR_EACH_OTHER for x, y in zip(a, b, strict=True)
            )
        )
        for a, b in pairs
    )

"""Figures for quotations: overlap of letters with gold ones, and the right speakers."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

ENOUGH = 0.8
"""Overlap, intersection over union of letters, from which a quotation counts as found."""

_THAT = re.compile(r"\W*that\b(?=\W+\w)", re.IGNORECASE)
_PRONOUNS = frozenset({"he", "she", "they", "it", "i", "we", "you", "who"})
_PRONOUN_FIGURES = {"pronoun": "", "pronoun_shown": "shown ", "pronoun_hidden": "hidden "}
_SMALL = frozenset({"of", "for", "in", "at", "on", "and", "to", "with", "from", "by", "who", "as"})
_BREAKS = re.compile(r"[,;()—…]| - | who | which | that ")

Parts = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation: places of its parts, names that fit its speaker, the literal mention first.

    `asked` is false for a gold one that may be found but need not be; `shown` is false for a
    found one that no brief shows unless it is told to.
    """

    parts: Parts
    kind: str
    speakers: tuple[str, ...] = ()
    asked: bool = True
    shown: bool = True


@dataclass(slots=True)
class Tally:
    """Counts over documents, and the figures made of them, each between 0 and 1."""

    counts: Counter[str] = field(default_factory=Counter)

    def add(self, text: str, gold: Sequence[Quote], found: Sequence[Quote]) -> None:
        """Count one document."""
        asked = [quote for quote in gold if quote.asked]
        wanted = [letters(text, quote.parts) for quote in asked]
        optional = [letters(text, quote.parts) for quote in gold if not quote.asked]
        made = [letters(text, quote.parts) for quote in found]
        hits = _match(wanted, made)
        used = {at for ats in hits.values() for at in ats}
        self.counts["used"] += len(used)
        self.counts["made"] += sum(
            at in used or not any(_is_on(one, other) for other in optional)
            for at, one in enumerate(made)
        )
        for number, quote in enumerate(asked):
            self.counts[f"asked {quote.kind}"] += 1
            self.counts["spoken"] += bool(quote.speakers)
            if number not in hits:
                continue
            self.counts[f"found {quote.kind}"] += 1
            told = [found[at] for at in hits[number]]
            self._judge(quote, told)

    def _judge(self, quote: Quote, told: Sequence[Quote]) -> None:
        if not quote.speakers:
            return
        heads = {head for name in quote.speakers for head in _heads(name)}
        self.counts["joint"] += any(_head(name) in heads for one in told for name in one.speakers)
        if quote.speakers[0].casefold() in _PRONOUNS and len(quote.speakers) > 1:
            names = {_head(name) for name in quote.speakers[1:]}
            right = any(_head(name) in names for one in told for name in one.speakers[-1:])
            where = "shown" if any(one.shown for one in told) else "hidden"
            for counted in ("", f"{where} "):
                self.counts[f"{counted}pronouns"] += 1
                self.counts[f"{counted}named"] += right

    def figures(self) -> dict[str, float]:
        """Return the measured figures by name."""
        kinds = sorted(k.removeprefix("asked ") for k in self.counts if k.startswith("asked "))
        asked = sum(self.counts[f"asked {kind}"] for kind in kinds)
        found = sum(self.counts[f"found {kind}"] for kind in kinds)
        precision, recall = _share(self.counts["used"], self.counts["made"]), _share(found, asked)
        joint = (
            _share(self.counts["joint"], self.counts["made"]),
            _share(self.counts["joint"], self.counts["spoken"]),
        )
        return {
            "f1": _mean(precision, recall),
            "precision": precision,
            "recall": recall,
            "joint": _mean(*joint),
            **{
                f"recall_{kind}": _share(self.counts[f"found {kind}"], self.counts[f"asked {kind}"])
                for kind in kinds
            },
            **{
                name: _share(self.counts[f"{where}named"], self.counts[f"{where}pronouns"])
                for name, where in _PRONOUN_FIGURES.items()
            },
        }


def letters(text: str, parts: Parts) -> frozenset[int]:
    """Return the places of the letters and digits of some parts, a leading "that" left out."""
    places: set[int] = set()
    for number, (start, end) in enumerate(parts):
        that = _THAT.match(text[start:end]) if number == 0 else None
        first = start + (that.end() if that else 0)
        places.update(at for at in range(first, min(end, len(text))) if text[at].isalnum())
    return frozenset(places)


def _match(
    wanted: Sequence[frozenset[int]], made: Sequence[frozenset[int]]
) -> dict[int, tuple[int, ...]]:
    """Pair gold quotations with found ones, best overlap first; fragments count together."""
    pairs = sorted(
        (-_overlap(gold, one), i, j) for i, gold in enumerate(wanted) for j, one in enumerate(made)
    )
    hits: dict[int, tuple[int, ...]] = {}
    used: set[int] = set()
    for overlap, i, j in pairs:
        if -overlap >= ENOUGH and i not in hits and j not in used:
            hits[i] = (j,)
            used.add(j)
    for i, gold in enumerate(wanted):
        inside = [j for j, one in enumerate(made) if j not in used and _lies(one, gold)]
        if i not in hits and _overlap(_union(made[j] for j in inside), gold) >= ENOUGH:
            hits[i] = tuple(inside)
            used.update(inside)
    for j, one in enumerate(made):
        covered = [i for i, gold in enumerate(wanted) if i not in hits and _lies(gold, one)]
        if j not in used and _overlap(_union(wanted[i] for i in covered), one) >= ENOUGH:
            hits.update(dict.fromkeys(covered, (j,)))
            used.add(j)
    return hits


def _union(sets: Iterable[frozenset[int]]) -> frozenset[int]:
    return frozenset().union(*sets)


def _overlap(one: frozenset[int], other: frozenset[int]) -> float:
    return _share(len(one & other), len(one | other))


def _lies(one: frozenset[int], other: frozenset[int]) -> bool:
    return bool(one) and len(one & other) / len(one) >= 0.9


def _is_on(one: frozenset[int], optional: frozenset[int]) -> bool:
    return _share(len(one & optional), len(one)) >= ENOUGH or _overlap(one, optional) >= 0.5


def _words(name: str) -> list[str]:
    plain = re.sub(r"'s\b|'(?=\s|$)", "", name.replace("’", "'").casefold())
    return re.findall(r"[^\W_]+(?:[-'.][^\W_]+)*", plain)


def _head(name: str) -> str:
    """Return the last name, or the head word of a description."""
    words = _words(_BREAKS.split(name.strip())[0])
    stop = next((at for at, word in enumerate(words) if at and word in _SMALL), len(words))
    return words[stop - 1] if stop else ""


def _heads(name: str) -> set[str]:
    return {head for part in _BREAKS.split(name) if (head := _head(part))}


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _mean(one: float, other: float) -> float:
    return 2 * one * other / (one + other) if one + other else 0.0

"""Numbers that tell something by themselves, with the words that say of what, whole.

The words are a clause, its verb and what follows, or the noun phrase of the number, whichever
can be understood alone and is short enough; a number without such words is none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from briefgen.extract.alone import is_clear
from briefgen.extract.lexicon import table, words
from briefgen.extract.nlp import Passage
from briefgen.extract.numerals import value_of
from briefgen.extract.tokens import Token, Tokens
from briefgen.extract.units import is_finite
from briefgen.model.annotations import Amount, AmountKind, Count
from briefgen.model.spans import Span

_LONGEST = 110
_MILLION = 1_000_000
_FEWEST_COUNTED = 10
_SUBJECTS = ("nsubj", "nsubjpass")
_ENDS = ("conj", "cc", "parataxis", "ccomp", "appos")
_CLAUSES = ("advcl", "relcl")
_STOPS = frozenset([",", ";", ":", "-", "--", "–", "—", "(", ")", '"'])
_MARKS = _STOPS | {".", "!", "?", "'", "…"}
_DOUBTED = frozenset(["if", "unless", "whether", "than"])
_PLACING = frozenset(["at", "in", "near", "on"])
_TERMS = ("sentence", "ban", "board")
"""Roles of numbers that are no harm: terms, and how many were on board."""

_SHARES = frozenset(["percent", "percentage point", "basis point"])


def find_amounts(
    passage: Passage, sentence: Tokens, dates: tuple[Span, ...], counts: tuple[Count, ...]
) -> tuple[Amount, ...]:
    """Find the tolls, sums, shares and other large numbers of a sentence, in text order.

    Nothing is taken from what is only a condition, a denial or a comparison.
    """
    found: dict[Span, Amount] = {}
    numbers = (*_counted(passage, counts), *_totals(sentence))
    for number in sorted(numbers, key=lambda one: one.tokens.start):
        place = passage.span(number.tokens)
        told = _words(number, sentence)
        if told is None or any(place.overlaps(date) for date in dates):
            continue
        whole = passage.span(told)
        if not any(whole.overlaps(span) for span in found):
            found[whole] = Amount(whole, place, number.digits, number.kind)
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class _Number:
    """A number as a sentence gives it, and what it is."""

    tokens: Tokens
    kind: AmountKind

    @property
    def digits(self) -> str:
        """The number in digits: as it is written, or what its words mean; "" where that is open."""
        written = " ".join(self.tokens.text.split())
        if any(char.isdigit() for char in written):
            mixed = any(_is_spelt(a) and b.text[0].isdigit() for a, b in pairwise(self.tokens))
            return "" if mixed else written
        values = [value_of(part) for part in written.split(" to ")]
        return "–".join(_in_digits(value) for value in values if value is not None)


def _is_spelt(token: Token) -> bool:
    return token.is_alpha and token.lower_ in table("facts")["numbers"]


def _in_digits(value: float) -> str:
    return f"{value / _MILLION:g} million" if value >= _MILLION else f"{value:,.0f}"


def _counted(passage: Passage, counts: tuple[Count, ...]) -> Iterator[_Number]:
    """Yield the numbers that count people, things or hundredths, and sums."""
    money = words("facts", "money")
    for count in counts:
        number = passage.tokens(count.number, "expand")
        if number is None or count.measure or max(count.low or 0, count.high or 0) <= 1:
            continue
        if count.unit in _SHARES:
            yield _Number(number, AmountKind.SHARE)
        elif count.unit.split()[-1] in money:
            yield _Number(_with_money(number), AmountKind.MONEY)
        elif count.role in _TERMS:
            yield _Number(number, AmountKind.COUNT)
        elif count.role:
            yield _Number(number, AmountKind.TOLL)
        elif max(count.low or 0, count.high or 0) >= _FEWEST_COUNTED and not count.part:
            yield _Number(number, AmountKind.COUNT)


def _with_money(number: Tokens) -> Tokens:
    """Return a sum with the word for its money, where no sign stands for it."""
    last = number[-1]
    after = last.nbor(1) if last.i + 1 < len(last.doc) else last
    named = after.lemma_.casefold() in words("facts", "money")
    return number.doc[number.start : after.i + 1] if named else number


def _is_number(token: Token) -> bool:
    return token.like_num or token.lower_ in table("facts")["numbers"]


def _totals(sentence: Tokens) -> Iterator[_Number]:
    """Yield what a total is put at: "the number of cases rose to 109"."""
    for token in sentence:
        joint = token.head
        if not token.like_num or token.dep_ != "pobj" or joint.lower_ not in ("to", "at"):
            continue
        verb = next((one for one in joint.ancestors if one.pos_ == "VERB"), None)
        told = [c for c in verb.children if c.dep_ in _SUBJECTS] if verb is not None else []
        if any(one.lemma_.casefold() in words("facts", "totals") for one in told):
            yield _Number(token.doc[token.i : token.i + 1], AmountKind.COUNT)


def _words(number: _Number, sentence: Tokens) -> Tokens | None:
    """Return the words to show a number with, or None."""
    told = number.tokens
    verb = next((t for t in told.root.ancestors if t.pos_ in ("VERB", "AUX")), None)
    if verb is None or not number.digits or _is_doubted(verb, sentence) or _is_partial(told):
        return None
    harmed = number.kind is AmountKind.TOLL
    shapes = (
        _phrase(told, sentence) if harmed else None,
        _clause(told, verb, sentence),
        _deed(told, verb, sentence) if harmed else None,
    )
    found = next((one for one in shapes if one is not None and _is_whole(one)), None)
    return None if found is not None and _is_of_listed_year(found) else found


def _is_of_listed_year(told: Tokens) -> bool:
    """Tell what stands behind a year in a list of what happened before: "1957: it killed ..."."""
    before = told.doc[max(told.start - 2, 0) : told.start].text
    return re.fullmatch(r"(?:1[5-9]|20)\d\d\s?[:–-]", before) is not None


def _is_partial(number: Tokens) -> bool:
    """Tell "from 15.5% to 31%" (what it was), "one in 11", "several thousand"."""
    before = number.doc[max(number.start - 2, 0) : number.start]
    said = [token.lower_ for token in before]
    out_of = said[-1:] == ["in"] and _is_number(before[0])
    return "from" in said or out_of or said[-1:] in (["several"], ["few"], ["many"])


def _is_doubted(verb: Token, sentence: Tokens) -> bool:
    """Tell a verb under a condition, or one that is denied, itself or by one above it."""
    above = [verb, *verb.ancestors]
    denied = any(
        child.dep_ == "neg" or child.lower_ in _DOUBTED
        for one in above
        for child in one.children
        if child.i < verb.i or child.dep_ == "neg"
    )
    denying = any(one.lemma_.casefold() in words("facts", "denials") for one in above)
    return denied or denying or verb.i < sentence.start


def _clause(number: Tokens, verb: Token, sentence: Tokens) -> Tokens | None:
    """Return the clause that a number stands in, without what is joined to it."""
    subject = next((c for c in verb.children if c.dep_ in _SUBJECTS), None)
    if subject is None or not is_finite(verb) or subject.tag_ in ("WDT", "WP", "EX"):
        return None
    start = min(subject.left_edge.i, number.start)
    return _from(start, number, verb, sentence)


def _deed(number: Tokens, verb: Token, sentence: Tokens) -> Tokens | None:
    """Return "killed up to 159 people in Mexico", without who or what did it.

    What only may have killed them is not told so.
    """
    if any(child.tag_ == "MD" for child in verb.children):
        return None
    told = _from(verb.i, number, verb, sentence) if verb.i < number.start else None
    placed = told is not None and any(
        token.dep_ == "pobj" and token.head.lower_ in _PLACING for token in told
    )
    return told if placed and verb.lemma_.casefold() in words("facts", "harm") else None


def _from(start: int, number: Tokens, verb: Token, sentence: Tokens) -> Tokens | None:
    stop = min(verb.right_edge.i + 1, sentence.end)
    for token in sentence.doc[number.end : stop]:
        own = token.head.i in (verb.i, number.root.head.i)
        joined = own and (token.dep_ in _ENDS or token.text in _STOPS)
        if joined or token.dep_ in _CLAUSES:
            stop = min(stop, max(token.left_edge.i, number.end))
            break
    told = _trimmed(sentence.doc[max(start, sentence.start) : max(stop, number.end)])
    return told if told is not None and told.start <= verb.i < told.end else None


def _phrase(number: Tokens, sentence: Tokens) -> Tokens | None:
    """Return "at least 103 deaths in Mexico": the harm itself, and where or of whom."""
    noun = number.root.head
    more = [c for c in noun.children if c.dep_ == "prep" and c.i > noun.i]
    if (
        not more
        or not {noun.lower_, noun.lemma_}.intersection(table("facts")["victims"])
        or noun.i < number.end - 1
    ):
        return None
    start = max(min(noun.left_edge.i, number.start), sentence.start)
    return _trimmed(noun.doc[start : min(more[-1].right_edge.i + 1, sentence.end)])


def _trimmed(tokens: Tokens) -> Tokens | None:
    start, end = tokens.start, tokens.end
    while end > start and (tokens.doc[end - 1].text in _MARKS or tokens.doc[end - 1].is_space):
        end -= 1
    return tokens.doc[start:end] if end > start else None


def _is_whole(told: Tokens) -> bool:
    """Tell words that are short, closed and understood by who sees nothing else."""
    text = told.text
    closed = "\n" not in text and not _STOPS.intersection(
        token.text for token in told if token.text != ","
    )
    bound = any(token.tag_ in ("WDT", "WP", "WP$") for token in told)
    glued = any(last.is_lower and _begins(last, token) for last, token in pairwise(told))
    ends = told[-1].pos_ not in ("ADP", "DET", "CCONJ", "SCONJ", "PART", "AUX")
    return len(text) <= _LONGEST and closed and ends and not (bound or glued) and is_clear(told)


def _begins(last: Token, token: Token) -> bool:
    """Tell a capital that no name explains: a sentence was run into another there."""
    if not token.is_title:
        return False
    described = token.dep_ == "compound" and token.head.is_lower
    if token.pos_ == "PROPN" or token.ent_type_:
        return described and last.pos_ == "VERB" and last.dep_ != "amod"
    return True

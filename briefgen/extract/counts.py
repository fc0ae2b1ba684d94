"""Numbers that count something: their interval, what they count, and in which role."""

import math
import re

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from briefgen.extract.counted import deed, harmed, is_part, rate, role, term
from briefgen.extract.lexicon import table, words
from briefgen.extract.nlp import Passage
from briefgen.model.annotations import Count
from briefgen.model.spans import Span

_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_YEAR = re.compile(r"1[89]\d\d|20\d\d")
_DEFINITE = frozenset(["the", "these", "those", "all", "both", "its", "their", "our", "his", "her"])
"""After these a number names a known group ("the three countries") and counts nothing."""

_MULTIPLIERS = ("dozen", "hundred", "thousand", "million", "billion", "trillion")
_THOUSAND = 1000
_HYPHEN = re.compile("[-\N{HYPHEN}\N{NON-BREAKING HYPHEN}]")
_RANGE = frozenset(["to", "-", "–"])
_BOUND_WORDS = 3
_LEAST_HALVED = 12


def find_counts(passage: Passage, sentence: Tokens, dates: tuple[Span, ...]) -> tuple[Count, ...]:
    """Find the counts of a sentence. Years, dates, ages, times and ordinals are no counts."""
    found = []
    for token in sentence:
        first = token.i == sentence.start
        before = token.nbor(-1) if not first else None
        known = before is not None and (before.lower_ in _DEFINITE or before.tag_ == "POS")
        goes_on = not first and (_is_number(token.nbor(-1)) or _ends_compound(token, sentence))
        if known or goes_on or not _is_number(token):
            continue
        number = _run(token, sentence)
        if _opens_range(number, sentence) or _is_fraction(number, sentence):
            continue
        span = passage.span(number)
        head = _counted(number)
        value = value_of(number.text)
        if head is None or value is None or any(span.overlaps(date) for date in dates):
            continue
        if _YEAR.fullmatch(number.text) and not (_plural(head) or head.is_currency):
            continue
        number, value = _halved(number, value, sentence)
        if head.is_currency and head.i < number.start:
            number = sentence.doc[head.i : number.end]
        low, high, start = _ranged(value, number, sentence) or _bounded(value, number, sentence)
        stop = max(head.idx + len(head), number.end_char)
        found.append(_count(passage.at(start, stop), low, high, head, number))
    return tuple(found)


def _count(span: Span, low: float | None, high: float | None, head: Token, number: Tokens) -> Count:
    """Describe a number by what it counts and what is told of that."""
    counted = number.root.head if head.is_currency else head
    word = head.lower_ if head.lower_ in table("facts")["victims"] else head.lemma_.casefold()
    word = "people" if number.start <= head.i < number.end else word
    unit = table("facts")["currencies"].get(head.text[-1], word)
    return Count(
        span,
        low,
        high,
        unit,
        role(counted),
        deed=deed(counted),
        per=rate(counted),
        part=is_part(head, number),
    )


def _is_fraction(number: Tokens, sentence: Tokens) -> bool:
    """Tell "a quarter of a million", "one and a half million": not worth a rule of its own."""
    before = sentence.doc[max(sentence.start, number.start - 3) : number.start].text.casefold()
    return before.endswith(("quarter of a", "third of a", "quarters of a", "and a half"))


def _halved(number: Tokens, value: float, sentence: Tokens) -> tuple[Tokens, float]:
    """Return number and value of "half a million", "half million"."""
    doc, start = sentence.doc, number.start
    before = [token.lower_ for token in doc[max(sentence.start, start - 2) : start]]
    if before[-1:] == ["half"] and value >= _LEAST_HALVED:
        return doc[start - 1 : number.end], value / 2
    if before in (["half", "a"], ["half", "an"]) and value >= _LEAST_HALVED:
        return doc[start - 2 : number.end], value / 2
    return number, value


def _is_number(token: Token) -> bool:
    word = token.lower_.strip("-")
    known = word in table("facts")["numbers"] or bool(_DIGITS.fullmatch(word))
    return known and token.pos_ in ("NUM", "NOUN", "DET", "ADJ", "PROPN")


def _run(token: Token, sentence: Tokens) -> Tokens:
    end = token.i + 1
    while end < sentence.end:
        if _is_number(token.doc[end]):
            end += 1
        elif end + 1 < sentence.end and _ends_compound(token.doc[end + 1], sentence):
            end += 2
        else:
            break
    return token.doc[token.i : end]


def _ends_compound(token: Token, sentence: Tokens) -> bool:
    """Tell the "one" of "thirty-one", which is no range, and the "five" of "a hundred and five"."""
    if token.i - 2 < sentence.start:
        return False
    if token.nbor(-1).lower_ == "and":
        return _adds_to_hundreds(token, sentence)
    if not _HYPHEN.fullmatch(token.nbor(-1).text):
        return False
    tens, hyphen = token.nbor(-2), token.nbor(-1)
    numbers = table("facts")["numbers"]
    return (
        not (tens.whitespace_ or hyphen.whitespace_)
        and numbers.get(tens.lower_, 0) in range(20, 100, 10)
        and numbers.get(token.lower_, 0) in range(1, 10)
    )


def _adds_to_hundreds(token: Token, sentence: Tokens) -> bool:
    """Tell "two hundred and five" from "between two hundred and three hundred"."""
    hundreds = token.nbor(-2)
    before = token.doc[max(sentence.start, hundreds.i - _BOUND_WORDS) : hundreds.i]
    after = token.doc[token.i + 1 : min(token.i + 3, sentence.end)]
    larger = any(word.lower_ in _MULTIPLIERS for word in after)
    between = any(word.lower_ == "between" for word in before)
    both = hundreds.lower_ in _MULTIPLIERS[1:] and _is_number(token)
    return both and not larger and not between


def _opens_range(number: Tokens, sentence: Tokens) -> bool:
    """Tell whether a number is the lower end of a range: "5" of "5 to 10", "between 5 and 10"."""
    after = number.end
    if after + 1 >= sentence.end or not _is_number(number.doc[after + 1]):
        return False
    between = number.start > sentence.start and number.doc[number.start - 1].lower_ == "between"
    joint = number.doc[after].lower_
    return joint in _RANGE or (joint == "and" and between)


def _ranged(value: float, number: Tokens, sentence: Tokens) -> tuple[float, float, int] | None:
    """Return the interval of a range of which `number` is the upper end, and its beginning."""
    start = number.start - 1
    while start > sentence.start and _is_number(number.doc[start - 1]):
        start -= 1
    lower = number.doc[start : number.start - 1]
    if start >= number.start - 1 or not _opens_range(lower, sentence):
        return None
    least = value_of(lower.text)
    return (least, value, lower.start_char) if least is not None and least < value else None


def _counted(number: Tokens) -> Token | None:
    """Return the noun that is counted: the number's head, or the next word after it."""
    head = number.root.head
    last = number[-1]
    after = last.nbor(1) if last.i + 1 < len(last.doc) else None
    before = number[0].nbor(-1) if number.start else None
    if before is not None and before.is_currency:
        return before
    if after is not None and after.lower_ in ("%", "percent", "per", *table("facts")["victims"]):
        return after
    if number.root.dep_ in ("nummod", "amod", "compound", "quantmod") and head.pos_ == "NOUN":
        measure = head.lemma_.casefold() in words("facts", "measures")
        blocked = measure and not term(head) and not rate(head)
        return None if blocked or head.i < number.start else head
    whole = _whole(number)
    if whole is None and harmed(number.root):
        return number.root
    return whole or _toll(head)


def _whole(number: Tokens) -> Token | None:
    """Return what is counted out of a whole: "seven of the accused dockers"."""
    of = [child for child in number.root.children if child.dep_ == "prep" and child.lower_ == "of"]
    nouns = [noun for joint in of for noun in joint.children if noun.dep_ == "pobj"]
    return next((noun for noun in nouns if noun.pos_ == "NOUN" and _plural(noun)), None)


def _toll(joint: Token) -> Token | None:
    """Return what a bare number gives: "the toll rose to 27", "put the number of dead at 43"."""
    if joint.dep_ != "prep" or joint.lower_ not in ("to", "at"):
        return None
    verb = joint.head if joint.head.pos_ in ("VERB", "AUX") else joint.head.head
    for child in verb.children:
        if child.lower_ == "toll":
            return child
        if child.lower_ == "number":
            of = [below for below in child.children if below.lower_ == "of"]
            return next((noun for joint in of for noun in joint.children), None)
    return None


def _plural(head: Token) -> bool:
    return "Plur" in head.morph.get("Number", [])


def value_of(text: str) -> float | None:
    """Return the value of "12,500", "twenty six", "two hundred and five" or "3 million"."""
    total = group = 0.0
    for word in re.sub(_HYPHEN, " ", text.casefold()).split():
        named = table("facts")["numbers"].get(word)
        if _DIGITS.fullmatch(word):
            group += float(word.replace(",", ""))
        elif word in _MULTIPLIERS:
            group = max(group, 1) * named
            total, group = (total + group, 0.0) if named >= _THOUSAND else (total, group)
        elif named is not None:
            group += named
        elif word != "and":
            return None
    return total + group


def _bounded(
    value: float, number: Tokens, sentence: Tokens
) -> tuple[float | None, float | None, int]:
    """Return the interval and where its words begin ("at least 12")."""
    for length in range(_BOUND_WORDS, 0, -1):
        start = number.start - length
        if start < sentence.start:
            continue
        before = number.doc[start : number.start]
        for bound, phrases in table("facts")["bounds"].items():
            if before.text.casefold() in phrases:
                low, high = _interval(bound, value)
                return low, high, before.start_char
    return value, value, number.start_char


def _interval(bound: str, value: float) -> tuple[float | None, float | None]:
    if bound in ("at_least", "more_than"):
        return value, None
    if bound in ("at_most", "less_than"):
        return None, value
    return math.floor(value * 0.9), math.ceil(value * 1.1)

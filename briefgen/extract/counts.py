"""Numbers that count something: their interval, what they count, and in which role."""

import math
import re

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from briefgen.extract.lexicon import table, words
from briefgen.extract.nlp import Passage
from briefgen.model.annotations import Count
from briefgen.model.spans import Span

_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_YEAR = re.compile(r"1[89]\d\d|20\d\d")
_DEFINITE = frozenset(["the", "these", "those", "all", "both", "its", "their", "our", "his", "her"])
"""After these a number names a known group ("the three countries") and counts nothing."""

_MULTIPLIERS = ("dozen", "hundred", "thousand", "million", "billion", "trillion")
_HYPHEN = re.compile("[-\N{HYPHEN}\N{NON-BREAKING HYPHEN}]")
_RANGE = frozenset(["to", "-", "–"])
_BOUND_WORDS = 3


def find_counts(passage: Passage, sentence: Tokens, dates: tuple[Span, ...]) -> tuple[Count, ...]:
    """Find the counts of a sentence. Years, dates, ages, times and ordinals are no counts."""
    found = []
    for token in sentence:
        first = token.i == sentence.start
        known = not first and token.nbor(-1).lower_ in _DEFINITE
        goes_on = not first and (_is_number(token.nbor(-1)) or _ends_compound(token, sentence))
        if known or goes_on or not _is_number(token):
            continue
        number = _run(token, sentence)
        if _opens_range(number, sentence):
            continue
        span = passage.span(number)
        head = _counted(number)
        if head is None or any(span.overlaps(date) for date in dates):
            continue
        value = _value(number.text)
        if value is None or (_YEAR.fullmatch(number.text) and not _plural(head)):
            continue
        low, high, start = _ranged(value, number, sentence) or _bounded(value, number, sentence)
        stop = max(head.idx + len(head), number.end_char)
        whole = passage.at(start, stop)
        found.append(Count(whole, low, high, head.lemma_.casefold(), _role(head)))
    return tuple(found)


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
    """Tell the "one" of "thirty-one", which is no range from thirty to one."""
    if token.i - 2 < sentence.start or not _HYPHEN.fullmatch(token.nbor(-1).text):
        return False
    tens, hyphen = token.nbor(-2), token.nbor(-1)
    numbers = table("facts")["numbers"]
    return (
        not (tens.whitespace_ or hyphen.whitespace_)
        and numbers.get(tens.lower_, 0) in range(20, 100, 10)
        and numbers.get(token.lower_, 0) in range(1, 10)
    )


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
    least = _value(lower.text)
    return (least, value, lower.start_char) if least is not None and least < value else None


def _counted(number: Tokens) -> Token | None:
    """Return the noun that is counted: the number's head, or the next word after it."""
    head = number.root.head
    last = number[-1]
    after = last.nbor(1) if last.i + 1 < len(last.doc) else None
    if after is not None and after.lower_ in ("%", "percent", "per"):
        return after
    if number.root.dep_ in ("nummod", "amod", "compound", "quantmod") and head.pos_ == "NOUN":
        blocked = head.lemma_.casefold() in words("facts", "measures")
        return None if blocked or head.i < number.start else head
    return None


def _plural(head: Token) -> bool:
    return "Plur" in head.morph.get("Number", [])


def _value(text: str) -> float | None:
    """Return the value of "12,500", "five", "twenty six" or "3 million"."""
    total = 0.0
    for word in re.sub(_HYPHEN, " ", text.casefold()).split():
        if _DIGITS.fullmatch(word):
            total += float(word.replace(",", ""))
            continue
        named = table("facts")["numbers"].get(word)
        if named is None:
            return None
        total = max(total, 1) * named if word in _MULTIPLIERS else total + named
    return total


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


def _role(head: Token) -> str:
    """Return the verb the counted noun stands to, when it is a verb of harm."""
    for token in (head.head, *head.children):
        lemma = token.lemma_.casefold()
        if token.pos_ == "VERB" and lemma in words("facts", "harm"):
            return "kill" if lemma == "die" else lemma
    return ""

"""Numbers that count something: their interval, what they count, and in which role."""

import re

from briefgen.extract.counted import (
    MAGNITUDE,
    deed,
    harmed,
    is_part,
    measured,
    qualities,
    rate,
    role,
    term,
    toll,
)
from briefgen.extract.lexicon import table, words
from briefgen.extract.nlp import Passage
from briefgen.extract.numerals import Numeral, find_numerals
from briefgen.extract.tokens import Token, Tokens
from briefgen.model.annotations import Count
from briefgen.model.spans import Span

_YEAR = re.compile(r"1[89]\d\d|20\d\d")
_DEFINITE = frozenset(["the", "these", "those", "all", "both", "its", "their", "our", "his", "her"])
"""After these a number names a known group ("the three countries") and counts nothing."""

_NOUN_WITHIN = 3
_TO_OLD = 3
"""From "month" to "old" of "23-month-old"."""

_NUMBERS = ("NUM", "NOUN", "DET", "ADJ", "PROPN", "SYM", "X", "ADV")
_OWN_DOLLARS = frozenset(["us", "u.s.", "american"])


def find_counts(passage: Passage, sentence: Tokens, dates: tuple[Span, ...]) -> tuple[Count, ...]:
    """Find the counts of a sentence. Years, dates, ages, times and ordinals are no counts."""
    found = (_count(numeral, passage, sentence, dates) for numeral in find_numerals(sentence.text))
    return tuple(one for one in found if one is not None)


def _count(
    numeral: Numeral, passage: Passage, sentence: Tokens, dates: tuple[Span, ...]
) -> Count | None:
    """Describe a number by what it counts and what is told of that; None for no count."""
    doc, offset = sentence.doc, sentence.start_char
    place = (offset + numeral.core[0], offset + numeral.core[1])
    number = doc.char_span(*place, alignment_mode="expand")
    if number is None or any(passage.at(*place).overlaps(date) for date in dates):
        return None
    before = doc[number.start - 1] if number.start > sentence.start else None
    known = before is not None and (before.lower_ in _DEFINITE or before.tag_ == "POS")
    if known and _magnitude(number) is None:
        return None
    if number.root.pos_ not in _NUMBERS or _is_converted(numeral, number):
        return None
    head = number.root if numeral.unit else _counted(number)
    if head is None:
        return None
    if _YEAR.fullmatch(number.text) and not (_plural(head) or numeral.unit):
        return None
    low, high, start = numeral.low, numeral.high, offset + numeral.start
    if numeral.moves and _is_change(number):
        low = high = numeral.reached
        start = offset + numeral.last[0]
    between = doc.text[start:].casefold().startswith("between")
    measure = measured(head, number)
    last = next((t for t in doc[head.i : head.i + _TO_OLD] if t.lower_ == "old"), head)
    stop = max(offset + numeral.end, last.idx + len(last))
    return Count(
        passage.at(start, stop),
        low,
        high,
        numeral.unit or _unit(head, number),
        role(head),
        passage.at(start if between else max(start, place[0]), place[1]),
        deed=deed(head),
        per=rate(head, number),
        part=is_part(head, number),
        floor=numeral.floor,
        measure=measure,
        qualities=qualities(head, number),
    )


def _unit(head: Token, number: Tokens) -> str:
    """Return the noun that is counted, in the singular, with whose money it is."""
    if number.start <= head.i < number.end:
        return "people"
    if head.lower_ in table("facts")["victims"]:
        return head.lower_
    lemma = head.lemma_.casefold()
    whose = head.nbor(-1) if head.i else head
    foreign = whose.is_title and whose.lower_ not in _OWN_DOLLARS and whose.i >= number.end
    return f"{whose.text} {lemma}" if foreign and lemma in words("facts", "money") else lemma


def _is_converted(numeral: Numeral, number: Tokens) -> bool:
    """Tell a sum in brackets behind another one: the same in other money."""
    opens = number.start > 1 and number.doc[number.start - 1].text == "("
    before = number.doc[number.start - 2] if opens else None
    money = words("facts", "money")
    sum_ = before is not None and (before.like_num or before.lemma_.casefold() in money)
    return bool(numeral.unit in table("numerals")["signs"].values() and sum_)


def _is_change(number: Tokens) -> bool:
    """Tell "rose from 3 to 4 per cent" from "from 3 to 4 people were hurt"."""
    verb = next((token for token in number.root.ancestors if token.pos_ == "VERB"), None)
    return verb is not None and verb.lemma_.casefold() in words("facts", "moves")


def _counted(number: Tokens) -> Token | None:
    """Return the noun that is counted: the number's head, or the next word after it."""
    magnitude = _magnitude(number)
    if magnitude is not None:
        return magnitude
    root, last = number.root, number[-1]
    after = last.nbor(1) if last.i + 1 < len(last.doc) else None
    if after is not None and (after.lower_ in table("facts")["victims"] or _is_money(after)):
        return after
    noun = _noun(number)
    if noun is not None:
        said = measured(noun, number) or term(noun) or rate(noun, number)
        return noun if said or noun.lemma_.casefold() not in words("facts", "measures") else None
    whole = _whole(number)
    if whole is None and harmed(root):
        return root
    return whole or toll(number)


def _magnitude(number: Tokens) -> Token | None:
    """Return the word that says how strong a quake was: "magnitude 6.4", "6.4-magnitude"."""
    doc = number.doc
    before = doc[max(number.start - 2, number.sent.start) : number.start]
    behind = doc[number.end : min(number.end + 2, number.sent.end)]
    said = (*reversed(before), *(t for t in behind if doc[number.end].text == "-"))
    return next((token for token in said if token.lower_ == MAGNITUDE), None)


def _is_money(token: Token) -> bool:
    return token.lemma_.casefold() in words("facts", "money") and token.pos_ != "VERB"


def _noun(number: Tokens) -> Token | None:
    """Return the noun that a number stands before."""
    head = number.root.head
    modifies = number.root.dep_ in ("nummod", "amod", "compound", "quantmod", "npadvmod", "nmod")
    if modifies and head.pos_ == "NOUN" and head.i >= number.end:
        return head
    for token in number.doc[number.end : number.end + _NOUN_WITHIN]:
        if token.pos_ == "NOUN" and token.nbor(-1).pos_ != "ADP":
            return token if _plural(token) and token.i + 1 < len(token.doc) else None
        if token.pos_ not in ("ADJ", "PROPN"):
            break
    return None


def _whole(number: Tokens) -> Token | None:
    """Return what is counted out of a whole: "seven of the accused dockers", "dozens of boats"."""
    of = [child for child in number.root.children if child.dep_ == "prep" and child.lower_ == "of"]
    nouns = [noun for joint in of for noun in joint.children if noun.dep_ == "pobj"]
    return next((noun for noun in nouns if noun.pos_ == "NOUN" and _plural(noun)), None)


def _plural(head: Token) -> bool:
    return "Plur" in head.morph.get("Number", [])

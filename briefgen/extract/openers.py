"""Beginnings of sentences that tell nothing: connectors, and what the writer makes of it.

"Meanwhile, ..." and "Later that evening, ..." lean on a sentence that is not shown with it; "In
a decisive move, ..." judges. What carries a fact of its own (a name, a number, a day) is no
such opener.
"""

from briefgen.extract.lexicon import table, words
from briefgen.extract.tokens import Token, Tokens

_LONGEST = 8
_PLAIN = ("DET", "ADJ", "ADV", "ADP", "NOUN", "CCONJ")
_JOINING = frozenset(["and", "but", "or", "yet"])


def after_opener(sentence: Tokens) -> Tokens:
    """Return the sentence without "And", and without what tells nothing and ends in a comma."""
    if len(sentence) > 1 and sentence[0].pos_ == "CCONJ" and sentence[0].lower_ in _JOINING:
        sentence = sentence[1:]
    while (comma := _comma(sentence)) and _tells_nothing(sentence[:comma]):
        sentence = sentence[comma + 1 :]
    return sentence


def _comma(sentence: Tokens) -> int:
    """Return the place of the first comma near the beginning, 0 for none."""
    near = sentence[1 : min(_LONGEST, len(sentence) - 1)]
    return next((n for n, token in enumerate(near, 1) if token.text == ","), 0)


def _tells_nothing(opener: Tokens) -> bool:
    said = opener.text.casefold()
    return said in words("facts", "connectors") or _judges(opener) or _counts_on(opener)


def _counts_on(opener: Tokens) -> bool:
    """Tell "Later that evening", "The next day", "Two days later": which day, is not said."""
    said = [token.lower_ for token in opener]
    counted = words("alone", "next_times") | words("alone", "from_there") | {"that", "then"}
    time = words("alone", "times")
    known = counted | words("alone", "time_words") | time | frozenset(table("facts")["numbers"])
    told = [word if word in known else word.removesuffix("s") for word in said]
    return known.issuperset(told) and not counted.isdisjoint(said) and not time.isdisjoint(told)


def _judges(opener: Tokens) -> bool:
    """Tell "In a (significant) development": a phrase whose noun only judges what follows."""
    head: Token = opener[-1]
    framed = opener[0].lower_ == "in" and head.lemma_.casefold() in words("facts", "judging")
    plain = all(t.pos_ in _PLAIN and not t.ent_type_ and not t.like_num for t in opener)
    return framed and plain

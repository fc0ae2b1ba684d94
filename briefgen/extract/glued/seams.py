"""What was run into a sentence anywhere in a text: a caption, a teaser, the items of a list.

"The mayor spoke of sheer negligence His words were met ..." has no stop between its sentences.
Sure is a small word with a capital after one without: no name goes on so. Where a name stands
before it, or a plain noun has the capital, the parse must show a clause that begins there.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from briefgen.extract.glued.clauses import first_subject, has_clause, is_finite, says, subject_of
from briefgen.extract.lexicon import words
from briefgen.extract.tokens import Doc, Parse, Token, Tokens

_FEWEST_BEFORE, _FEWEST_AFTER = 3, 6
_FURTHEST = 30
"""Words after a seam that are parsed, to see whether a clause begins there."""

_STOPS = frozenset(".!?…")
_SMALL = ("DT", "PDT", "PRP", "PRP$", "EX", "IN", "CC", "WDT", "WP", "WRB")
_OF_A_SUBJECT = ("DT", "PDT", "PRP", "PRP$", "EX")
"""Small words that titles seldom go on with: "Songs Of the Sea", but no "Songs His sea"."""

_PLAIN = ("NNS", "JJ")
_OPEN = ("ADP", "DET", "CCONJ", "SCONJ", "AUX", "PART", "PUNCT", "SYM")
"""Words after which a phrase goes on."""

_CLOSED = ("NOUN", "PROPN", "NUM", "VERB")


@dataclass(frozen=True, slots=True)
class _Seam:
    """A word with a capital, and what stands before and after it between two stops."""

    before: Tokens
    token: Token
    after: Tokens

    @property
    def last(self) -> Token:
        return self.before[-1]


def find_run_in(doc: Doc, known: frozenset[str], parse: Parse) -> tuple[tuple[int, int], ...]:
    """Return the stretches of characters that run into the sentence after them.

    They are in order and disjoint, and each begins after a stop and ends where a sentence
    begins. `known` are the words of the text that stand without a capital somewhere.
    """
    return tuple(found for stretch in _stretches(doc) for found in _run_in(stretch, known, parse))


def _stretches(doc: Doc) -> Iterator[Tokens]:
    """Yield what stands between two stops, where there is room for a seam."""
    begin = 0
    for end in (*(token.i for token in doc if _ends(token)), len(doc)):
        if end - begin >= _FEWEST_BEFORE + _FEWEST_AFTER:
            yield doc[begin:end]
        begin = end + 1


def _ends(token: Token) -> bool:
    """Tell a stop, be it part of a word: "at 6 p.m. The council ..."."""
    if token.text in _STOPS:
        return True
    inside = token.i + 1 < len(token.doc)
    return inside and token.text[-1] in _STOPS and bool(token.nbor().is_sent_start)


def _run_in(stretch: Tokens, known: frozenset[str], parse: Parse) -> Iterator[tuple[int, int]]:
    """Yield what stands before the last seam of a stretch."""
    doc, begin = stretch.doc, stretch.start
    for n in range(stretch.start + _FEWEST_BEFORE, stretch.end - _FEWEST_AFTER + 1):
        if n - begin >= _FEWEST_BEFORE and _may_begin(doc[n], known):
            seam = _Seam(doc[begin:n], doc[n], doc[n : min(n + _FURTHEST, stretch.end)])
            if not _goes_on(seam) and _is_seam(seam, parse):
                begin = n
    if begin > stretch.start:
        yield stretch.start_char, doc[begin].idx


def _may_begin(token: Token, known: frozenset[str]) -> bool:
    """Tell a small word or a plain noun with a capital, between two words without marks."""
    text = token.text
    if not text[0].isupper() or (text.isupper() and text != "A"):
        return False
    last, after = token.nbor(-1), token.nbor()
    parted = last.whitespace_ and last.text[0].isalnum() and last.text[-1].isalnum()
    plain = token.lower_ in known and token.tag_ in _PLAIN and not token.ent_type_
    begins = _is_small(token) or (plain and not after.text[0].isupper())
    return bool(begins and parted and after.text[0].isalnum())


def _is_small(token: Token) -> bool:
    return token.is_stop and token.tag_ in _SMALL


def _goes_on(seam: _Seam) -> bool:
    """Tell words that are not at their end, or stand in quotation marks or brackets."""
    last, told = seam.last, seam.before.text
    lettered = seam.token.text == "A" and last.lower_ in words("facts", "lettered")
    open_ = (last.pos_ in _OPEN and last.dep_ != "prt") or says(last)
    quoted = '"' in told or seam.token.doc.text[: seam.token.idx].count('"') % 2 == 1
    return lettered or open_ or quoted or told.count("(") != told.count(")")


def _is_seam(seam: _Seam, parse: Parse) -> bool:
    """Tell a seam by its capital; the less that is sure, the more the parse must show."""
    after_small = seam.last.text[0].islower()
    if not _is_small(seam.token):
        return after_small and _begins_plainly(seam, parse) and _is_whole(seam, parse)
    if seam.after[1].text[0].isupper():
        return after_small and _begins_anew(seam, parse) and _is_whole(seam, parse)
    if after_small and has_clause(seam.before):
        return has_clause(parse(seam.after.text))
    return seam.token.tag_ in _OF_A_SUBJECT and _begins(seam, parse)


def _begins_anew(seam: _Seam, parse: Parse) -> bool:
    """Tell a clause whose subject stands first, or after a phrase that ends in a comma."""
    after = parse(seam.after.text)
    first = first_subject(after)
    return first is not None and (first == 0 or after[first - 1].text == ",")


def _begins(seam: _Seam, parse: Parse) -> bool:
    """Tell a clause whose subject begins with a small word, after no phrase like "in his book"."""
    after = parse(seam.after.text)
    named = after[0].text == "A" and after[0].dep_ != "det"
    return first_subject(after) == 0 and not named and seam.before[0].pos_ not in ("ADP", "SCONJ")


def _begins_plainly(seam: _Seam, parse: Parse) -> bool:
    """Tell a clause whose subject begins with a plain noun, or with what is said of it."""
    after = parse(seam.after.text)
    plain = after[0].tag_ in (*_PLAIN, "NN") and not after[0].ent_type_
    return first_subject(after) == 0 and plain


def _is_whole(seam: _Seam, parse: Parse) -> bool:
    """Tell a clause that is finished, parsed without what comes after it."""
    before = parse(seam.before.text)
    root = list(before.sents)[-1].root
    whole = is_finite(root) and subject_of(root) is not None and before[-1].pos_ in _CLOSED
    return whole and (not says(root) or any(child.dep_ == "ccomp" for child in root.children))

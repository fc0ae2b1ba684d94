"""Which of a statement's dates is the day of what it tells: the one that hangs on its deed.

"The man who was jailed in 2009 was released on Monday" is of Monday; "the trial over the fire
of 3 May began" gives no day of its own.
"""

from collections.abc import Collection, Iterator, Sequence

from briefgen.extract.dates.bounds import is_awaited, is_bounded
from briefgen.extract.dates.parts import Tense
from briefgen.extract.dates.tenses import (
    befalls,
    climb,
    deed_of,
    is_event,
    is_put_off,
    is_verb,
    tense_of_verb,
    top,
)
from briefgen.extract.lexicon import words
from briefgen.extract.nlp import Passage
from briefgen.extract.tokens import Token, Tokens
from briefgen.model.annotations import DateMention, Precision
from briefgen.model.spans import Span
from briefgen.model.text import Genre

_OWN, _BESIDE, _AROUND, _SAID, _GOES_ON, _LIMIT = range(6)
"""Of the deed itself; of one beside it or its noun; of what surrounds it; of when it was said; of
a clause that tells how it went on; of by when it was done."""

_ARGUMENTS = ("nsubj", "nsubjpass", "csubj", "dobj", "attr", "oprd", "agent")
_MEANWHILE = frozenset(["as", "when", "while"])
_AMONG = frozenset(["at", "by", "during", "in", "of", "with"])
_GOING_ON = frozenset(["when", "where", "which"])
_DAYS = (Precision.DAY, Precision.UNKNOWN)
_EXACT = (Precision.DAY, Precision.RANGE, Precision.MONTH, Precision.YEAR)


def day_of(
    passage: Passage, sentence: Tokens, main: Token, said: range, dates: Sequence[DateMention]
) -> Span | None:
    """Return the date of what a sentence tells, None where none of its dates is that.

    `main` is its verb, `said` the tokens that tell who says so. A day goes before a month or
    a year.
    """
    whole = passage.span(sentence)
    listed = passage.block.genre is Genre.CHRONOLOGY
    if own := next((d.span for d in dates if listed and d.span.start == passage.start), None):
        return own
    ranked = []
    for date in dates:
        tokens = passage.tokens(date.span, "expand") if whole.contains(date.span) else None
        nearness = _nearness(tokens, main, said) if tokens is not None else None
        if nearness is not None and date.limit:
            nearness = max(nearness, _LIMIT)
        ahead = bool(date.anchor) and date.start > date.anchor
        if nearness == _AROUND and ahead and tense_of_verb(main) is Tense.PAST:
            continue
        if nearness is not None and (nearness < _SAID or date.precision in _DAYS):
            exact = _EXACT.index(date.precision) if date.start else 0
            ranked.append((exact, nearness, date.span))
    return min(ranked)[2] if ranked else None


def _nearness(tokens: Tokens, main: Token, said: range) -> int | None:
    """Return how near the deed of a date is to the main one, None where it is another."""
    deed = deed_of(tokens)
    before = tokens.doc.text[: tokens.start_char]
    between = tuple(_between(top(tokens), deed))
    own = is_put_off(before) or is_awaited(before) or _has_begun(between, deed)
    if any(map(is_bounded, between)) and not own:
        return None
    if not is_verb(deed):
        return _of_noun(tokens, deed, main, said)
    if deed.dep_ == "acl" and deed.tag_ in ("VBD", "VBN") and not is_verb(deed.sent.root):
        return _BESIDE  # the parser took the verb for a participle
    return _of_verb(deed, main)


def _has_begun(between: Collection[Token], verb: Token) -> bool:
    """Tell "has been shut since Friday": it was, on that day."""
    if all(above.lower_ != "since" for above in between) or not is_verb(verb):
        return False
    helpers = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    lasts = verb.lemma_ == "be" or "been" in helpers
    return lasts and not helpers.isdisjoint(("had", "has", "have", "'ve"))


def _between(token: Token, deed: Token) -> Iterator[Token]:
    for above in climb(token):
        if above == deed:
            return
        yield above


def _of_verb(deed: Token, main: Token) -> int | None:
    """Follow a verb up to the main one, through verbs that tell of the same occasion."""
    nearness: int = _OWN
    at = deed
    while at != main:
        if _reports(at) and main in at.subtree:
            opens = at == deed and at.i < main.i
            return _SAID if opens or _is_news_of_the_day(main) else None
        held = at.dep_ == "acl" and at.head.dep_ == "pobj"
        if held and (around := _is_around(at.head, main)) is not None:
            return max(nearness, around, _AROUND)  # "in a statement issued on Monday"
        step = _step(at)
        if step is None or is_bounded(at):
            return None
        nearness = max(nearness, step)
        at = at.head if is_verb(at.head) else next(filter(is_verb, at.ancestors), main)
    return nearness


def _step(verb: Token) -> int | None:
    """Return what is left of nearness one step above a verb."""
    own = verb.dep_ in ("aux", "auxpass", "xcomp") or (verb.dep_ == "ccomp" and _is_content(verb))
    if own:
        return _OWN
    marked = any(child.dep_ in ("advmod", "mark") for child in verb.children)
    predicate = verb.tag_ == "VBD" and verb.i > verb.head.i and not marked  # "was today cleared"
    joined = verb.dep_ == "advcl" and (verb.tag_ == "VBG" or _has(verb, ("to",)) or predicate)
    if joined or verb.dep_ == "conj":
        return _BESIDE
    around = verb.dep_ == "advcl" and any(
        child.lower_ in _MEANWHILE and child.dep_ in ("advmod", "mark") for child in verb.children
    )
    if around or _is_of_document(verb) or _is_of_subject(verb):
        return _AROUND
    return _GOES_ON if _closes(verb) else None


def _is_content(verb: Token) -> bool:
    """Tell what is reported, or comes about: "it emerged that", "..., we have learned"."""
    above = verb.head
    parenthetical = verb.i < above.i
    seen = above.lemma_.casefold() in words("facts", "perceived")
    said = seen or parenthetical or _reports(above)
    return said or _has(above, ("it",)) or above.dep_ == "acomp"


def _is_of_document(verb: Token) -> bool:
    """Tell "the report, published on Monday, says": the day of what speaks."""
    if verb.dep_ != "acl" or verb.tag_ != "VBN" or verb.head.dep_ not in _ARGUMENTS:
        return False
    stated = verb.head.head
    return stated.lemma_ == "be" or _reports(stated)


def _is_of_subject(verb: Token) -> bool:
    """Tell "the vote, held on Monday, was", "the minister, speaking on Monday, promised"."""
    if verb.dep_ != "acl" or verb.head.dep_ not in ("nsubj", "nsubjpass"):
        return False
    set_off = verb.nbor(-1).text == ","
    return (set_off and verb.tag_ == "VBG") or (verb.lemma_ == "hold" and is_event(verb.head))


def _closes(verb: Token) -> bool:
    """Tell a clause that goes on with the story: "..., which ended on Monday"."""
    goes_on = verb.dep_ == "relcl" and _has(verb, _GOING_ON) and verb.i > verb.head.i + 1
    ends = verb.right_edge.i >= verb.sent.end - 2
    return goes_on and ends and tense_of_verb(verb) is not Tense.OPEN


def _has(verb: Token, words_below: Collection[str]) -> bool:
    return any(child.lower_ in words_below for child in verb.children)


def _reports(verb: Token) -> bool:
    return verb.lemma_.casefold() in words("speech", "speech")


def _is_news_of_the_day(main: Token) -> bool:
    """Tell whether what is said holds on the day of saying: no deed done at an earlier time."""
    helpers = {child.lower_ for child in main.children if child.dep_ in ("aux", "auxpass")}
    lasts = main.lemma_ == "be" or main.lemma_.casefold() in words("facts", "staying")
    done = main.tag_ == "VBD" or (main.tag_ == "VBN" and bool(helpers & {"was", "were"}))
    return lasts or not done or bool(helpers & {"has", "have", "had", "'ve"})


def _of_noun(tokens: Tokens, noun: Token, main: Token, said: range) -> int | None:
    """Return how near the event of a noun is: subject or object of the main verb, or round it."""
    above = noun.head
    if top(tokens).i in said or _reports(above):
        return _SAID
    if _sorts(tokens, noun):
        return None
    if not is_verb(main):
        return _BESIDE
    if is_verb(above) and noun.dep_ in _ARGUMENTS:
        later = befalls(noun) and above.tag_ != "VBZ" and tense_of_verb(above) is Tense.AHEAD
        reached = None if later else _of_verb(above, main)
        return None if reached is None else max(reached, _BESIDE)
    around = _is_around(noun, main) if is_event(noun) else None
    return None if around is None else max(around, _AROUND)


def _sorts(tokens: Tokens, noun: Token) -> bool:
    """Tell a day that only says of which sort something is: "the Sunday ban on trade"."""
    before = top(tokens).dep_ in ("amod", "compound", "nmod") and top(tokens).head == noun
    return before and noun.pos_ == "NOUN" and not is_event(noun)


def _is_around(noun: Token, main: Token) -> int | None:
    """Return how near what a noun stands round is: "turnout in the election", "at a meeting"."""
    for above in noun.ancestors:
        if above == main:
            return _OWN
        planned = above.lower_ == "for" and not befalls(noun)
        if above.dep_ == "prep" and above.lower_ not in _AMONG and not planned:
            return None
        if is_verb(above):
            return _of_verb(above, main)
    return None

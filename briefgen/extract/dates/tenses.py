"""The deed that a date hangs on in the parse, and whether that is past or still to come."""

import re
from collections.abc import Iterator

from briefgen.extract.dates.parts import Tense
from briefgen.extract.lexicon import words
from briefgen.extract.tokens import Token, Tokens

_PERFECT = frozenset(["have", "has", "had", "'ve", "having"])
_UNREAL = frozenset(["would", "could", "might", "may", "should", "must"])
_NOUNS = ("NOUN", "PROPN")
_ENDS = (".", ";", "!", '"')
_OF_NOUN = ("poss", "compound", "nummod", "amod", "nmod", "appos")
"""By these a date belongs to a noun: "Monday's vote", "the 2010 election"."""

_BACK = re.compile(r"\bback\s+(?:in|on)\s+$", re.IGNORECASE)
_PUT_OFF = re.compile(
    r"\b(?:adjourn|brought forward|defer|delay|exten|mov|postpon|pushed back|put off|reschedul"
    r"|shift)[^.;:]*\s(?:to|until|till)\s+(?:the\s+(?:end|beginning|middle)\s+of\s+)?$",
    re.IGNORECASE,
)
"""After these words a date is the event's own, a new one."""

_FOR = re.compile(r"\bfor\s+(?:the\s+)?$", re.IGNORECASE)
_FOR_GOODS = re.compile(r"\bfor\s+(\w+)\s+(?:in|on)\s+$", re.IGNORECASE)
"""A strike called for a day, goods sold for delivery on it: that is still to come."""


def is_put_off(before: str) -> bool:
    """Tell whether the words before a date say that something was moved to it."""
    return bool(_PUT_OFF.search(before))


def top(tokens: Tokens) -> Token:
    """Return the word of a date that the rest of the sentence is tied to."""
    tied = (t for t in tokens if t.dep_ in ("pobj", "npadvmod", "attr", *_OF_NOUN[:1]))
    return next((t for t in tied if t.head not in tokens), tokens.root)


def climb(token: Token) -> Iterator[Token]:
    """Yield what a date hangs on, step by step, up to the first verb."""
    yield token
    for above in token.ancestors:
        yield above
        if is_verb(above):
            return


def is_verb(token: Token) -> bool:
    """Tell a verb from words such as "compared to" and "following", which only join.

    What has a subject and is none by its tag was taken for something else: "schools open".
    """
    subject = token.dep_ in ("ROOT", "ccomp") and any(c.dep_ == "nsubj" for c in token.children)
    return (token.pos_ in ("VERB", "AUX") or subject) and token.dep_ not in ("prep", "pcomp")


def deed_of(tokens: Tokens) -> Token:
    """Return the verb or the noun of an event that a date hangs on, else the top of the phrase.

    A date that belongs to a noun ("the budget of 2009", "Monday's paper") hangs on that noun.
    """
    below = top(tokens)
    if (told := _told_before(below)) is not None:
        return told
    for above in climb(below.head) if below.head != below else ():
        if is_verb(above):
            return above
        if above.pos_ in _NOUNS and (is_event(above) or _belongs(below, above)):
            return above
        below = above
    return below


def _told_before(day: Token) -> Token | None:
    """Return the last verb before a day that ends what somebody said: "fell Friday, he said".

    The parser hangs it on the verb of saying.
    """
    verb = day.head
    content = next((c for c in verb.children if c.dep_ == "ccomp" and c.i < day.i), None)
    speaker = next((c for c in verb.children if c.dep_ == "nsubj" and c.i > day.i), None)
    if content is None or speaker is None or day.dep_ not in ("npadvmod", "prep"):
        return None
    told = [token for token in content.subtree if is_verb(token) and token.i < day.i]
    return told[-1] if told and verb.lemma_.casefold() in words("speech", "speech") else None


def _belongs(below: Token, noun: Token) -> bool:
    tied = below.dep_ in _OF_NOUN or below.lower_ == "of"
    return tied and below.head == noun and noun.lemma_.casefold() not in words("dates", "parts")


def is_event(noun: Token) -> bool:
    """Tell the noun of something that happens."""
    lemma = noun.lemma_.casefold()
    kinds = (("facts", "event_nouns"), ("dates", "befalling"), ("dates", "held"))
    return any(lemma in words(*kind) for kind in kinds) or noun.lower_ == "talks"


def tense_of(tokens: Tokens, before: str) -> Tense:
    """Return whether the deed that a date stands with is past or to come.

    `before` are the words in front of the date.
    """
    if _BACK.search(before):
        return Tense.PAST
    if is_put_off(before) or _is_set_for(tokens, before):
        return Tense.AHEAD
    deed = deed_of(tokens)
    verb = deed if is_verb(deed) else next(filter(is_verb, deed.ancestors), None)
    if verb is None:
        return Tense.AHEAD if _may_be_verb(tokens.sent) else Tense.OPEN
    if befalls(deed):
        return Tense.PAST
    return Tense.AHEAD if _is_made_known(verb) else tense_of_verb(verb)


def befalls(noun: Token) -> bool:
    """Tell the noun of what nobody plans: with a day, it is past."""
    return noun.pos_ in _NOUNS and noun.lemma_.casefold() in words("dates", "befalling")


def _is_set_for(tokens: Tokens, before: str) -> bool:
    """Tell "a strike for Monday", "goods for delivery on Monday"."""
    if _FOR.search(before):
        return top(tokens).dep_ == "pobj"
    goods = _FOR_GOODS.search(before)
    return goods is not None and goods[1].casefold() in words("dates", "awaited")


def _is_made_known(verb: Token) -> bool:
    """Tell "has announced a strike on Friday": with a perfect, the day can't be the verb's own."""
    helpers = {child.lower_ for child in verb.children if child.dep_ == "aux"}
    told = any(c.dep_ in ("dobj", "nsubjpass") and is_event(c) for c in verb.children)
    return (
        bool(helpers & {"has", "have", "'ve"})
        and told
        and (verb.lemma_.casefold() in words("dates", "announcing"))
    )


def _may_be_verb(sentence: Tokens) -> bool:
    """Tell a whole sentence whose verb the tagger took for a noun: "Ministers meet on Monday."."""
    if sentence[-1].text != "." or any(is_verb(token) for token in sentence):
        return False
    after_noun = (t for t in sentence if t.i > sentence.start and t.nbor(-1).pos_ in _NOUNS)
    events = words("facts", "event")
    return any(t.tag_ in ("NN", "NNS") and t.lemma_.casefold() in events for t in after_noun)


def tense_of_verb(verb: Token) -> Tense:
    """Return whether what a verb tells is past or to come; open where it does not say."""
    aux = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    helpers = {child.lower_ for child in aux}
    if any(child.tag_ == "MD" for child in aux):
        return Tense.PAST if helpers & _PERFECT and helpers & _UNREAL else Tense.AHEAD
    if "to" in helpers:
        return Tense.PAST if helpers & _PERFECT else _of_infinitive(verb)
    set_for = verb.tag_ == "VBN" and verb.lemma_.casefold() in words("dates", "setting")
    if set_for or _is_due(verb):
        return Tense.AHEAD
    if helpers & _PERFECT or any(one.tag_ == "VBD" for one in (verb, *aux)):
        return Tense.PAST
    return _of_form(verb, helped=bool(helpers))


def _of_form(verb: Token, *, helped: bool) -> Tense:
    """Return the tense of a present form, or of one that has it from the verb above."""
    joined = verb.dep_ == "conj" and verb.tag_ in ("VB", "VBN")
    if not helped and (verb.tag_ == "VBG" or joined):
        above = next(filter(is_verb, verb.ancestors), None)
        return tense_of_verb(above) if above is not None else Tense.OPEN
    if verb.tag_ == "VBN" and not helped:
        return Tense.PAST
    return Tense.OPEN if verb.tag_ == "VB" else _of_present(verb)


def _of_present(verb: Token) -> Tense:
    lemma = verb.lemma_.casefold()
    if any(child.lower_ in ("already", "still") for child in verb.children):
        return Tense.OPEN
    if lemma in words("speech", "speech") or lemma in words("dates", "narrating"):
        return Tense.PAST
    ended = verb.sent[-1].text in _ENDS
    return Tense.AHEAD if ended else Tense.OPEN  # a headline tells of the past in the present


def _is_due(verb: Token) -> bool:
    """Tell "is due on Friday", "due to end", from "due to a fault"."""
    due = next((child for child in verb.children if child.lower_ == "due"), None)
    if due is None or due.i + 2 >= len(due.doc):
        return due is not None
    return due.nbor(1).lower_ != "to" or due.nbor(2).tag_ == "VB"


def _of_infinitive(verb: Token) -> Tense:
    """Return the tense of "to meet": to come after plans, resolves and nouns, else the verb's."""
    above = verb.head
    lemma = above.lemma_.casefold()
    kinds = (("facts", "plans"), ("facts", "resolves"), ("facts", "requests"), ("dates", "setting"))
    planned = lemma == "be" or any(lemma in words(*kind) for kind in kinds) or _is_due(above)
    if above == verb or planned or not is_verb(above):
        return Tense.AHEAD
    return tense_of_verb(above)

"""What a sentence gives as the cause of what: "The fire was caused by a heater"; who is blamed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from briefgen.extract.counted import phrasal
from briefgen.extract.deeds.frames import heads, is_passive, is_plain, noun_phrase, said_of, teller
from briefgen.extract.deeds.standings import is_negated
from briefgen.extract.lexicon import table, words
from briefgen.extract.tokens import Token, Tokens

_SUBJECTS = ("nsubj", "nsubjpass")
_ACTING = ("PERSON", "ORG", "GPE", "NORP")


@dataclass(frozen=True, slots=True)
class Caused:
    """What came about, a noun or a verb, and the nouns `around` it that say of whom or what.

    `words` are those of the cause, `teller` who says so; `acts` tells that the cause is somebody,
    `blames` that a party lays it on them.
    """

    effect: Token
    around: tuple[Token, ...]
    words: Tokens
    teller: Tokens | None
    acts: bool
    blames: bool


def find_causes(sentence: Tokens) -> Iterator[Caused]:
    """Yield what a sentence tells in the indicative of causes, in text order; nothing denied."""
    for verb in sentence:
        if verb.pos_ not in ("VERB", "AUX") or is_negated(verb) or not is_plain(verb):
            continue
        if verb.dep_ == "acl" and verb.head.lemma_.casefold() in words("facts", "allegations"):
            continue
        blames = verb.lemma_.casefold() in _rules("blaming")
        blamer = _subject(verb) if blames and not is_passive(verb) else None
        for effect, cause in _pairs(verb):
            phrase = _words(cause, effect)
            if phrase is None or effect.pos_ == "PRON" or effect == cause:
                continue
            party = noun_phrase(blamer) if blamer is not None else None
            yield Caused(
                effect,
                tuple(_around(effect, cause)),
                phrase,
                party or teller(verb),
                acts=_acts(cause),
                blames=blames,
            )


def _words(cause: Token, effect: Token) -> Tokens | None:
    """Return the words of a cause, without "for the collision"."""
    phrase = noun_phrase(cause)
    if phrase is None or not phrase.start <= effect.i < phrase.end or effect.i < cause.i:
        return phrase
    return cause.doc[phrase.start : cause.i + 1]


def _pairs(verb: Token) -> Iterator[tuple[Token, Token]]:
    """Yield what came about and its cause, as a verb or its preposition joins them.

    What "causes" something does so always: a virus, and no one event.
    """
    lemma, subject = verb.lemma_.casefold(), _subject(verb)
    always = verb.tag_ in ("VBZ", "VBP") and not is_passive(verb)
    if {lemma, phrasal(verb)} & words("causes", "causing") and not always:
        if is_passive(verb):
            yield from _both((subject, _governed(verb, "by", "agent")))
        else:
            yield from _both((_object(verb), subject))
    blamed = subject if is_passive(verb) else _object(verb)
    for own, rules in ((subject, "coming"), (blamed, "blaming")):
        for preposition, is_ in _rules(rules).get(lemma, {}).items():
            yield from _ordered(own, _governed(verb, preposition), is_)
    if lemma == "be":
        yield from _said(verb, subject)
    elif subject is not None:
        yield from _both((verb, _governed(verb, "because")))


def _said(verb: Token, subject: Token | None) -> Iterator[tuple[Token, Token]]:
    """Yield what "is due to", "was responsible for" and the like join."""
    for state in (c for c in verb.children if c.dep_ in ("acomp", "attr", "prep")):
        for preposition, is_ in _rules("being").get(state.lower_, {}).items():
            other = _governed(state, preposition) or _after(state, preposition)
            yield from _ordered(subject, other, is_)


def _ordered(own: Token | None, other: Token | None, is_: str) -> Iterator[tuple[Token, Token]]:
    """Yield the effect and the cause, where the first "is" the one or the other."""
    yield from _both((other, own) if is_ == "cause" else (own, other))


def _both(pair: tuple[Token | None, Token | None]) -> Iterator[tuple[Token, Token]]:
    effect, cause = pair
    if effect is not None and cause is not None:
        yield effect, cause


def _object(verb: Token) -> Token | None:
    return next((c for c in verb.children if c.dep_ == "dobj"), None)


def _subject(verb: Token) -> Token | None:
    """Return a verb's subject, or the noun that "caused by a heater" is said of."""
    own = next((c for c in verb.children if c.dep_ in _SUBJECTS), None)
    if own is None and verb.dep_ == "acl" and verb.tag_ == "VBN":
        return verb.head
    relative = own is not None and own.tag_ in ("WDT", "WP") and verb.dep_ == "relcl"
    return said_of(verb.head) if relative else own


def _governed(word: Token, preposition: str, dep: str = "prep") -> Token | None:
    """Return the noun behind a preposition of a word, also one that hangs on its object."""
    above = [word, *(c for c in word.children if c.dep_ == "dobj")]
    for prep in (c for one in above for c in one.children):
        if prep.dep_ in (dep, "prep", "agent") and prep.lower_ == preposition:
            return next((c for c in prep.children if c.dep_ == "pobj"), None)
    return None


def _after(word: Token, preposition: str) -> Token | None:
    """Return the noun of "because of rust", where both words are one preposition."""
    joined = any(c.lower_ == preposition for c in word.children)
    return next((c for c in word.children if c.dep_ == "pobj"), None) if joined else None


def _around(effect: Token, cause: Token) -> Iterator[Token]:
    """Yield the nouns that say which fire, whose death: those in its phrase, or its subject."""
    if effect.pos_ in ("VERB", "AUX"):
        subject = _subject(effect)
        yield from heads([subject]) if subject is not None else ()
        return
    for child in effect.children:
        if child.dep_ == "poss" and child.pos_ == "PRON":
            yield from heads([cause]) if any(c.lower_ == "own" for c in effect.children) else ()
        elif child.dep_ in ("poss", "compound", "nmod"):
            yield from heads([child])
        elif child.dep_ == "prep":
            yield from heads([c for c in child.children if c.dep_ == "pobj"])


def _acts(cause: Token) -> bool:
    """Tell somebody from something."""
    lemma = cause.lemma_.casefold()
    named = cause.ent_type_ in _ACTING and lemma not in words("causes", "happening")
    return named or lemma in words("causes", "acting")


def _rules(name: str) -> Mapping[str, Mapping[str, str]]:
    rules: Mapping[str, Mapping[str, str]] = table("causes")[name]
    return rules

"""What a sentence tells of what it counts: the harm, the deed, the rate, the whole."""

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from briefgen.extract.lexicon import table, words

_STEPS = 6
"""How far above a number its verb may stand in the parse."""

_PARTICLES = frozenset(["away", "back", "down", "off", "out", "over", "up"])
"""Right after a verb these belong to it, also where the parse takes them for adverbs."""

_INSIDE = ("including", "among them", "of whom", "of which", "of them")
"""Before or after a number: it counts a part of what was counted."""


def role(head: Token) -> str:
    """Return the harm that is counted, or the verb of harm that the counted noun stands to."""
    victims = table("facts")["victims"]
    if head.lemma_.casefold() in victims:
        return str(victims[head.lemma_.casefold()])
    if head.lemma_.casefold() in words("facts", "measures"):
        return term(head)
    for token in (head.head, *head.children):
        lemma = token.lemma_.casefold()
        if token.pos_ == "VERB" and lemma in words("facts", "harm"):
            return "kill" if lemma == "die" else lemma
    return ""


def term(measure: Token) -> str:
    """Return what a time is a term of: "eight years in prison", "a two-year ban"; "" for others."""
    above = measure.head.head
    beside = [measure.head, above, *measure.head.children, *measure.children, *above.children]
    beside += [below for child in beside for below in child.children]
    if not words("facts", "changes").isdisjoint({measure.head.lemma_, above.lemma_}):
        return ""
    terms = table("facts")["terms"]
    lemmas = (token.lemma_.casefold() for token in beside)
    return next((str(terms[lemma]) for lemma in lemmas if lemma in terms), "")


def phrasal(verb: Token) -> str:
    """Return the lemma of a verb with its particle: "step down"."""
    particles = [
        child.lower_
        for child in verb.children
        if child.dep_ == "prt" or (child.i == verb.i + 1 and child.lower_ in _PARTICLES)
    ]
    return " ".join([verb.lemma_.casefold(), *particles])


def deed(head: Token) -> tuple[str, ...]:
    """Return the verb that says what is done, with its particle, and the nouns that go with it."""
    nouns: list[str] = []
    token = head
    for _ in range(_STEPS):
        above = token.head
        if above.lemma_ in ("be", "have"):
            above = next((child for child in above.children if child.dep_ == "xcomp"), above)
        if above.pos_ in ("VERB", "AUX"):
            beside = [
                c for c in above.children if c != token and c.dep_ in ("dobj", "acomp", "oprd")
            ]
            beside += [
                below
                for c in above.children
                if c.dep_ == "prep"
                for below in c.children
                if below.dep_ == "pobj" and below != head
            ]
            objects = [c.lemma_.casefold() for c in beside]
            return (phrasal(above), *nouns, *objects)
        if above == token:
            break
        token = above
        if token.pos_ == "NOUN":
            nouns.append(token.lemma_.casefold())
    return ("", *nouns)


def rate(head: Token) -> str:
    """Return per what a number is given: "a day", "per kilowatt hour", "daily"; "" for a total."""
    rates = table("facts")["rates"]
    beside = [child.lower_ for child in head.children]
    after = [token for token in head.doc[head.i + 1 : head.i + 7] if token.sent == head.sent]
    for n, token in enumerate(after):
        if token.pos_ in ("VERB", "AUX", "PUNCT"):
            break
        named = [one for one in after[n + 1 : n + 3] if one.pos_ in ("NOUN", "PROPN")]
        if token.lower_ == "per" and named:
            return named[-1].lemma_.casefold()
        each = token.lower_ in ("a", "an", "each", "every")
        if each and named and named[0].lemma_ in rates.values():
            return named[0].lemma_.casefold()
    beside += [token.lower_ for token in after[:1]]
    return next((rates[word] for word in beside if word in rates), "")


def is_part(head: Token, number: Tokens) -> bool:
    """Tell a number that counts a part of a whole, or what comes to others: "another 20"."""
    doc, sent = head.doc, number.sent
    added = head.i > number.start and any(
        child.lower_ in words("facts", "added") for child in head.children
    )
    before = doc[max(sent.start, number.start - 2) : number.start].text.casefold()
    after = doc[head.i + 1 : min(sent.end, head.i + 3)].text.casefold()
    among = doc[number.end : min(sent.end, number.end + 2)].text.casefold()
    return added or before.endswith(_INSIDE) or after in _INSIDE or among in _INSIDE

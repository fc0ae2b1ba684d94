"""What a sentence tells of what it counts: the harm, the deed, the rate, the whole."""

from collections.abc import Iterator
from itertools import pairwise

from briefgen.extract.lexicon import table, words
from briefgen.extract.tokens import Token, Tokens

AGE, MAGNITUDE = "age", "magnitude"
"""What a measure of how old somebody is names, and of how strong an earthquake."""

_STEPS = 6
"""How far above a number its verb may stand in the parse."""

_PARTICLES = frozenset(["away", "back", "down", "off", "out", "over", "up"])
"""Right after a verb these belong to it, also where the parse takes them for adverbs."""

_PUT_AT = frozenset(["to", "at", "past", "above", "beyond", "over"])
"""Between a verb and what it puts a total at."""

_EXTENT_BEHIND, _EXTENT_BEFORE = 2, 4
"""Words behind a length, and before its number, among which stands what it is the length of."""

_NAMING = ("ADJ", "NOUN", "PROPN", "VERB")
_BEFORE = 5
_TOLD = ("nsubj", "nsubjpass", "dobj")

_INSIDE = ("including", "among them", "of whom", "of which", "of them")
"""Before or after a number: it counts a part of what was counted."""

_OUT_OF = ("out of", "out of a total of")
"""Before a number: it counts the whole of which a part was told."""


def role(head: Token) -> str:
    """Return the harm that is counted, or the verb of harm that the counted noun stands to."""
    victims = table("facts")["victims"]
    named = next((w for w in (head.lower_, head.lemma_.casefold()) if w in victims), "")
    if named:
        return str(victims[named])
    if head.lemma_.casefold() in words("facts", "measures"):
        return term(head)
    behind = head.nbor(1).lower_ if head.i + 1 < len(head.doc) else ""
    if behind in words("facts", "states") and head.pos_ == "NOUN":
        return str(victims[behind])
    if head.lemma_.casefold() == "life" and _is_lost(head):
        return "kill"
    fate = next(filter(None, map(_fate, (head.head, *head.children))), "")
    aboard = head.lemma_.casefold() in words("facts", "travellers") and _is_aboard(head)
    return fate or ("board" if aboard else "")


def _fate(token: Token) -> str:
    """Return the harm that a verb, "are missing" or "injured people" tells; "" for none."""
    victims, fates = table("facts")["victims"], table("facts")["fates"]
    said_of = any(c.lemma_ == "be" and c.dep_ in ("aux", "auxpass") for c in token.children)
    told = [token.lower_] if token.dep_ == "amod" or said_of else []
    if token.lemma_ == "be":
        told = [c.lower_ for c in token.children if c.dep_ in ("acomp", "attr")]
    elif token.pos_ == "VERB":
        told += [c.lower_ for c in token.children if c.dep_ == "oprd"]
        beneath = (c for c in token.children if c.dep_ == "xcomp")
        token = next((c for c in beneath if c.lemma_.casefold() in words("facts", "harm")), token)
    lemma = token.lemma_.casefold()
    if token.pos_ == "VERB" and (lemma in words("facts", "harm") or phrasal(token) in fates):
        return str(fates.get(phrasal(token)) or fates.get(lemma, lemma))
    return next((str(victims[word]) for word in told if word in victims), "")


def _is_aboard(travellers: Token) -> bool:
    """Tell "187 people on board", "there were 152 passengers on the vessel, 166 in total"."""
    verb = next((token for token in travellers.ancestors if token.pos_ == "VERB"), None)
    if verb is not None and verb.lemma_ in ("bring", "haul", "help", "lift", "pull", "take"):
        return False
    for token in travellers.sent:
        if token.lower_ == "aboard" or (token.lower_ == "board" and token.nbor(-1).lower_ == "on"):
            return True
        on = token.lower_ == "on" and token.dep_ == "prep"
        carriers = words("facts", "carriers")
        if on and any(below.lemma_.casefold() in carriers for below in token.children):
            return True
    return False


def harmed(number: Token) -> bool:
    """Tell whether a bare number counts people by what has become of them: "142 survived"."""
    verb = number.head
    if number.dep_ not in ("nsubj", "nsubjpass", "dobj"):
        return False
    if verb.pos_ == "VERB" and verb.lemma_.casefold() in words("facts", "harm"):
        return True
    beneath = [c.lemma_.casefold() for c in verb.children if c.dep_ == "xcomp"]
    if verb.pos_ == "VERB" and not words("facts", "harm").isdisjoint(beneath):
        return True
    told = [c.lower_ for c in verb.children if c.dep_ in ("acomp", "attr")]
    return verb.lemma_ == "be" and not table("facts")["victims"].keys().isdisjoint(told)


def toll(number: Tokens) -> Token | None:
    """Return what a bare number gives: "the toll rose to 27", "put the number of dead at 43".

    That is the word for the dead, or for what is counted together: "toll", "dead", "cases".
    """
    numbered = _numbered(number)
    joint = number.root.head
    if numbered is not None or (joint.dep_ == "prep" and joint.lower_ == "of"):
        tallied = joint.head.lemma_.casefold() in words("facts", "tallies")
        return numbered or (joint.head if tallied else None)
    if joint.dep_ == "prep" and joint.lower_ in _PUT_AT:
        joint = joint.head if joint.head.pos_ in ("VERB", "AUX") else joint.head.head
    elif number.root.dep_ not in ("dobj", "attr", "npadvmod"):
        return None
    told = (_tallied(child, joint) for child in joint.children if child.dep_ in _TOLD)
    return next((one for one in told if one is not None), None)


def _numbered(number: Tokens) -> Token | None:
    """Return "dead" of "the dead now number at least 41", whatever the parse makes of it."""
    before = number.doc[max(number.start - _BEFORE, 0) : number.start]
    said = [token for token in before if token.pos_ != "ADV" or _is_harm(token)]
    for named, verb in pairwise(said):
        if verb.lower_ in ("number", "numbered") and _is_harm(named):
            return named
    return None


def _tallied(told: Token, verb: Token) -> Token | None:
    """Return what is counted where a verb puts it at a number; None for what is no count."""
    if told.lemma_.casefold() in words("facts", "tallies"):
        return told
    if told.lower_ == "number":
        of = [below for below in told.children if below.lower_ == "of"]
        return next((noun for joint in of for noun in joint.children), None)
    many = _is_harm(told) or "Plur" in told.morph.get("Number", [])
    counted = many and told.pos_ != "PRON" and verb.lemma_.casefold() in words("facts", "reaches")
    return told if counted else None


def _is_harm(token: Token) -> bool:
    return token.lower_ in table("facts")["victims"]


def _is_lost(life: Token) -> bool:
    """Tell "lost three lives", "the loss of three lives" from lives that were saved."""
    above = life.head.head if life.head.dep_ == "prep" else life.head
    return above.lemma_.casefold() in words("facts", "losses")


def measured(head: Token, number: Tokens) -> str:
    """Return what a measure is one of: "age", "temperature", "duration"; "" for a count."""
    lemma = head.lemma_.casefold()
    behind = head.doc[head.i + 1 : head.i + 3].text.casefold()
    if lemma == "degree":
        return "temperature"
    if lemma == MAGNITUDE:
        return MAGNITUDE
    if lemma in words("facts", "lengths"):
        return _extent(head, number)
    if lemma in words("facts", "times"):
        if "old" in (t.lower_ for t in head.doc[head.i + 1 : head.i + 3] if t.text != ","):
            return AGE
        lasting = head.head.lower_ == "for" or head.head.lemma_ in ("spend", "last", "take")
        held = behind.startswith("in ") and head.doc[head.i + 2].lower_ in words("facts", "holds")
        return "duration" if (lasting or held) and head.i >= number.end and not term(head) else ""
    return ""


def _extent(length: Token, number: Tokens) -> str:
    """Return which extent a length is: "430 metres below ground", "at a depth of 430 metres"."""
    extents = table("facts")["extents"]
    doc, sent = length.doc, length.sent
    behind = doc[length.i + 1 : min(length.i + 1 + _EXTENT_BEHIND, sent.end)]
    before = doc[max(number.start - _EXTENT_BEFORE, sent.start) : number.start]
    told = next((extents[t.lower_] for t in behind if t.lower_ in extents), "")
    of = next((extents[t.lower_] for t in reversed(before) if t.lower_ in extents), "")
    named = of if any(t.lower_ in ("of", "is", "was", "at") for t in before) else ""
    return str(told or named)


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
            if above.lemma_ == "be":
                subjects = [c for c in above.children if c.dep_ == "nsubj" and c != token]
                beside += [above.head if c.tag_ in ("WDT", "WP") else c for c in subjects]
            objects = [
                word for noun in beside for word in (*_described(noun), noun.lemma_.casefold())
            ]
            return (phrasal(above), *nouns, *objects)
        if above == token:
            break
        token = above
        if token.pos_ == "NOUN":
            nouns.append(token.lemma_.casefold())
    return ("", *nouns)


def qualities(head: Token, number: Tokens) -> tuple[str, ...]:
    """Return what narrows down what is counted: "home" runs, tonnes of "gold", cases "in Norland".

    Numbers of two such kinds are no values of one thing, nor what "cost the city" and what cost
    somebody else. Names keep their capitals.
    """
    joints = [child for child in head.children if child.dep_ == "prep"]
    of = [joint for joint in joints if joint.lower_ == "of"]
    places = (
        f"in {below.text}"
        for joint in joints
        if joint.lower_ in ("at", "in", "near")
        for below in joint.children
        if below.pos_ == "PROPN" and below.ent_type_ != "DATE"
    )
    told = [c for c in head.lefts if c.dep_ in ("amod", "compound", "nmod")]
    told = [c for c in told if c.i >= number.end or (c.i < number.start and c.dep_ == "amod")]
    told += [below for joint in of for below in joint.children if below.dep_ == "pobj"]
    kinds = (
        token.text if token.text[0].isupper() else token.lemma_.casefold()
        for token in told
        if token.pos_ in _NAMING and token.lemma_.casefold() not in words("facts", "added")
    )
    whose = (
        f"to {c.lemma_}" for c in head.head.children if c.dep_ == "dative" and c.pos_ == "NOUN"
    )
    return (*kinds, *places, *whose)


def _described(noun: Token) -> Iterator[str]:
    """Yield the participles before a noun: the deed of "the burnt area", "stolen cars"."""
    return (c.lemma_.casefold() for c in noun.lefts if c.dep_ == "amod" and c.tag_ == "VBN")


def rate(head: Token, number: Tokens) -> str:
    """Return per what a number is given: "a day", "per kilowatt hour", "daily"; "" for a total."""
    rates = table("facts")["rates"]
    beside = [child.lower_ for child in head.children]
    end = max(head.i + 1, number.end)
    after = [token for token in head.doc[end : end + 6] if token.sent == head.sent]
    for n, token in enumerate(after):
        if token.pos_ in ("VERB", "AUX", "PUNCT"):
            break
        named = [one for one in after[n + 1 : n + 3] if one.pos_ in ("NOUN", "PROPN")]
        if token.lower_ == "per" and named and named[0].lower_ != "cent":
            return named[-1].lemma_.casefold()
        each = token.lower_ in ("a", "an", "each", "every")
        behind = after[n + 2].lower_ if n + 2 < len(after) else ""
        looks_back = behind in ("ago", "before", "earlier", "later")
        if each and named and named[0].lemma_ in rates.values() and not looks_back:
            return named[0].lemma_.casefold()
    beside += [token.lower_ for token in after[:1]]
    told = next((rates[word] for word in beside if word in rates), "")
    return told or ("each" if _is_money(head) and _is_for_each(head) else "")


def _is_money(head: Token) -> bool:
    return head.is_currency or head.lemma_.casefold() in words("facts", "money")


def _is_for_each(sum_: Token) -> bool:
    """Tell what each of many is given: "to each family", "for every victim"."""
    verb = next((token for token in sum_.ancestors if token.pos_ == "VERB"), sum_.sent.root)
    return any(token.lower_ in ("each", "every", "apiece") for token in verb.subtree)


def is_part(head: Token, number: Tokens) -> bool:
    """Tell a number that counts a part of a whole, or what comes to others: "another 20"."""
    doc, sent = head.doc, number.sent
    if head == number.root:
        return False
    added = head.i > number.start and any(
        child.lower_ in words("facts", "added") for child in head.children
    )
    before = doc[max(sent.start, number.start - _BEFORE) : number.start].text.casefold()
    after = doc[head.i + 1 : min(sent.end, head.i + 3)].text.casefold()
    among = doc[number.end : min(sent.end, number.end + 2)].text.casefold()
    return added or before.endswith((*_INSIDE, *_OUT_OF)) or after in _INSIDE or among in _INSIDE

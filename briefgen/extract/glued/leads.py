"""Where the first sentence of a paragraph begins, if a headline or caption was run into it.

"Divers search the wreck Rescue teams have found ..." has no stop between its two clauses. Each
half stands alone: the first ends with a noun, and the second begins with its own subject.
"""

from collections.abc import Iterator

from briefgen.extract.glued.clauses import first_subject, is_finite, says, subject_of
from briefgen.extract.lexicon import words
from briefgen.extract.tokens import Doc, Parse, Token, Tokens

_FEWEST_BEFORE, _FEWEST_AFTER = 3, 6
_FURTHEST = 45
"""Words after which no lead begins any more."""

_STOPS = frozenset(".!?…")
_CLOSED = ("NOUN", "PROPN", "NUM")
_COMPLEMENTS = ("acomp", "oprd", "advmod", "npadvmod")
_OBJECTS = ("dobj", "attr", "acomp", "ccomp", "xcomp", "auxpass", "oprd")
_OPENING = ("ADP", "SCONJ", "ADV", "DET", "NUM", "ADJ", "NOUN", "PROPN", "PRON", "PUNCT")


def find_lead(doc: Doc, known: frozenset[str], parse: Parse) -> int:
    """Return the character at which the first sentence begins, 0 for the usual case.

    `known` are the words of the text that stand without a capital somewhere.
    """
    end = next((token.i for token in doc if token.text in _STOPS), len(doc))
    text = doc[:end].text
    for token in _candidates(doc[: min(end, _FURTHEST)], known):
        if end - token.i >= _FEWEST_AFTER:
            before, after = parse(text[: token.idx].rstrip()), parse(text[token.idx :])
            if _stands_alone(before) and _begins_with_subject(after):
                return token.idx
    return 0


def _candidates(opening: Tokens, known: frozenset[str]) -> Iterator[Token]:
    """Yield the words with a capital that neither a name nor a stop explains."""
    told = [token.text for token in opening]
    for n in range(_FEWEST_BEFORE, len(opening)):
        token, last = opening[n], opening[n - 1]
        named = token.text[0].isupper() and (last.is_alpha or last.is_digit) and token.text != "I"
        if not named or last.lower_ in _leading() or says(last):
            continue
        pair = told[n : n + 2]
        again = pair[-1][0].isupper() and pair in (told[m : m + 2] for m in range(n - 1))
        common = token.pos_ == "DET" or (token.lower_ in known and not pair[-1][0].isupper())
        plural = last.tag_ == "NNS" and token.tag_ == "NNP"
        free = common or plural or _has_own_verb(token) or _is_unjoined(token)
        small = (last.text[0].islower() or (last.is_digit and common)) and free
        small = small and token.ent_type_ != "DATE"
        if (small or again or last.text == token.text) and not _describes(token):
            yield token


def _leading() -> frozenset[str]:
    return words("facts", "leading")


def _has_own_verb(token: Token) -> bool:
    """Tell whether the parse gives a subject that begins here a verb of no other clause."""
    verb = _verb_after(token)
    if verb is None or verb.dep_ in ("ccomp", "advcl") or _describes(token):
        return False
    return _begins_at(verb, token)


def _is_unjoined(token: Token) -> bool:
    """Tell a second clause in a row that nothing joins to the first: no "and", no comma."""
    verb = _verb_after(token)
    if verb is None or verb.dep_ != "conj" or verb.head.i >= token.i:
        return False
    between = token.doc[verb.head.i : token.i]
    return not any(one.dep_ == "cc" or (one.is_punct and one.text in ",;:") for one in between)


def _describes(token: Token) -> bool:
    """Tell a clause that only says which one is meant: "the state of emergency Moss declared"."""
    verb = _verb_after(token)
    return (
        verb is not None
        and verb.dep_ in ("relcl", "acl")
        and (not any(child.dep_ in _OBJECTS for child in verb.children))
    )


def _verb_after(token: Token) -> Token | None:
    """Return the first finite verb from here on whose subject begins here, or has any at all.

    Of "Reed, who was mayor, has left" that is no verb of the clause within.
    """
    after = token.doc[token.i :]
    verbs = [verb for verb in after if is_finite(verb) and subject_of(verb) is not None]
    own = (verb for verb in verbs if _begins_at(verb, token))
    return next(own, verbs[0] if verbs else None)


def _begins_at(verb: Token, token: Token) -> bool:
    subject = subject_of(verb)
    return subject is not None and subject.left_edge.i == token.i


def _stands_alone(doc: Doc) -> bool:
    """Tell a clause with subject and verb that does not end in the middle."""
    root = next(iter(doc.sents)).root
    last = doc[-1]
    closed = last.pos_ in _CLOSED or (last.head is root and last.dep_ in _COMPLEMENTS)
    open_ = says(root) and not any(child.dep_ == "ccomp" for child in root.children)
    return subject_of(root) is not None and is_finite(root) and closed and not open_


def _begins_with_subject(doc: Doc) -> bool:
    """Tell a clause whose subject stands first, or after a phrase that ends in a comma."""
    first = first_subject(doc)
    if first is None:
        return False
    return first == 0 or (doc[first - 1].text == "," and doc[0].pos_ in _OPENING)

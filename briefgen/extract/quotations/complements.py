"""Complements: what somebody urges, promises, is accused of, praises or stresses.

Unlike the rules for clauses, those here read infinitives, participles and noun phrases.
"""

from briefgen.extract.quotations.boundaries import cut
from briefgen.extract.quotations.cues import Cue, is_in
from briefgen.extract.quotations.subjects import lemma, own_subject, trimmed
from briefgen.extract.tokens import Token, Tokens

RELATIVE = frozenset({"who", "which", "whose", "where"})

_REFUSING = frozenset({"decline", "refuse", "fail", "forget", "neglect"})
_NONE = frozenset({"no", "nobody", "none", "nothing", "neither", "not", "few", "hardly"})
_SURE = frozenset({"will", "'ll", "shall"})
_SHORT = 2


def denied(cue: Cue) -> bool:
    """Tell whether somebody did not speak: "did not say", "declined to say", "when asked"."""
    verb = cue.head
    if verb.tag_ == "VBN" and cue.speaker is None and not _has_auxiliary(verb):
        return True
    if any(child.dep_ == "neg" and child.i in cue.frame for child in verb.lefts):
        return True
    if cue.speaker is not None and _is_nobody(verb.doc[cue.speaker.start : cue.speaker.stop]):
        return True
    return verb.dep_ == "xcomp" and lemma(verb.head) in _REFUSING


def _is_nobody(speaker: Tokens) -> bool:
    """Tell "nobody", "no minister", "not everyone", "neither of them" from somebody."""
    return speaker[0].lower_ in _NONE


def _has_auxiliary(verb: Token) -> bool:
    return any(child.dep_ in ("aux", "auxpass") for child in verb.lefts)


def infinitive_of(cue: Cue) -> range | None:
    """Return what somebody is urged or promises to do, with who is to do it."""
    verb = cue.head
    if cue.speaker is None or _fills_a_gap(verb) or _supposed(verb):
        return None
    for child in verb.rights:
        for found in (child, *child.rights) if child.dep_ in ("prep", "dobj", "prt") else (child,):
            to = next((t for t in found.lefts if t.tag_ == "TO"), None)
            if found.tag_ == "VB" and to is not None and to.i >= cue.words.stop:
                start = _doer(cue, to)
                return trimmed(verb.doc, range(start, cut(cue, found.i, found.right_edge.i + 1)))
    return None


def leads_to(cue: Cue) -> bool:
    """Tell whether "to" follows the cue at once: "promising to lift the ban"."""
    doc, at = cue.head.doc, cue.words.stop
    return at < len(doc) and doc[at].tag_ == "TO" and doc[at].head.head == cue.head


def charge_of(cue: Cue) -> range | None:
    """Return what somebody is accused of: "accused the board of hiding the bill"."""
    if cue.speaker is None or _supposed(cue.head):
        return None
    for child in cue.head.rights:
        for of in (child, *child.rights):
            deed = next((t for t in of.rights if t.dep_ == "pcomp"), None)
            if of.lower_ == "of" and deed is not None:
                run = range(of.i + 1, cut(cue, deed.i, deed.right_edge.i + 1))
                return trimmed(of.doc, run)
    return None


def _supposed(verb: Token) -> bool:
    """Tell whether somebody only might speak: "could threaten to leave"."""
    return any(t.tag_ == "MD" and t.lower_ not in _SURE for t in verb.lefts)


def _fills_a_gap(verb: Token) -> bool:
    """Tell whether a relative clause lacks its object: "the target it pledged to reach"."""
    subject = own_subject(verb)
    return (
        verb.dep_ == "relcl" and subject is not None and subject.lower_ not in RELATIVE | {"that"}
    )


def _doer(cue: Cue, to: Token) -> int:
    """Return where an infinitive begins, with who is to do it: "rebels to lay down arms"."""
    doc, start = to.doc, cue.words.stop
    gap = [doc[i] for i in range(start, to.i)]
    nouns = any(t.pos_ in ("NOUN", "PROPN", "PRON") for t in gap)
    if nouns and gap[0].pos_ not in ("ADP", "ADV") and not any(t.is_punct for t in gap):
        return start
    return to.i - 1 if gap and gap[-1].dep_ == "neg" else to.i


def verdict_of(cue: Cue) -> range | None:
    """Return a verb of praise or blame with its object: "condemned the attack"."""
    verb = cue.head
    target = next((c for c in verb.rights if c.dep_ == "dobj" and c.pos_ != "PRON"), None)
    if target is None or not is_in(verb, "verdict") or denied(cue):
        return None
    end = target.right_edge.i + 1
    for child in verb.rights:
        if child.i > target.i and child.dep_ == "prep" and child.left_edge.i == end:
            end = child.right_edge.i + 1
    return trimmed(verb.doc, range(verb.i, cut(cue, target.i, end)))


def object_with(cue: Cue, first: int, stop: int) -> range:
    """Return the words after a weak cue up to the end of the phrase that holds a quotation."""
    start, end = first, stop
    for child in cue.head.rights:
        edge = child.left_edge.i
        if cue.speaker and edge <= cue.speaker.start <= child.right_edge.i:
            continue
        if child.dep_ in ("punct", "cc", "conj") or edge < cue.words.stop or child.pos_ == "PRON":
            continue
        if edge < stop:
            start, end = min(start, edge), max(end, child.right_edge.i + 1)
        elif edge == end and child.dep_ == "prep":
            end = child.right_edge.i + 1
    return range(start, cut(cue, stop, end))


def topic_of(cue: Cue) -> range | None:
    """Return what somebody stresses or proposes, where it is a noun phrase."""
    target = next((c for c in cue.head.rights if c.dep_ == "dobj" and c.pos_ == "NOUN"), None)
    if target is None or not is_in(cue.head, "topical") or denied(cue) or not cue.finite:
        return None
    if _fills_a_gap(cue.head) or target.left_edge.i < cue.words.stop:
        return None
    run = trimmed(
        target.doc, range(target.left_edge.i, cut(cue, target.i, target.right_edge.i + 1))
    )
    return run if len(run) > _SHORT else None

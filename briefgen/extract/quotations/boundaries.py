"""Boundaries: where announced words end, and the writer or somebody else speaks again."""

from briefgen.extract.quotations.cues import FINITE, Cue, is_in
from briefgen.extract.quotations.subjects import lemma, own_subject, sentence_of, trimmed
from briefgen.extract.tokens import Doc, Token

BREAKS = frozenset({",", ";", "-", "--", "–", "—", "―"})
WRITER = frozenset({"while", "whereas", "although", "though"})
"""Words after a comma with which the writer, not the speaker, usually goes on."""
LONGEST_ADJUNCT = 8
"""Words of the longest "on Friday" or "in a June report" that goes with a cue."""

DASHES = frozenset({"-", "--", "–", "—", "―"})
_RELAYED = frozenset({"reported", "quoted", "cited", "relayed"})


def clause_start(doc: Doc, start: int, stop: int) -> int:
    """Return where the clause before `stop` begins: after a semicolon or a dateline."""
    for at in range(start + 1, min(start + LONGEST_ADJUNCT, stop)):
        begins = doc[start].is_upper and len(doc[start]) > 1
        if begins and doc[at].text in DASHES and not _joins(doc[at]):
            return at + 1
    return next((i + 1 for i in range(stop - 2, start, -1) if doc[i].text == ";"), start)


def _joins(dash: Token) -> bool:
    """Tell a hyphen inside a word ("Saint-Bel") from a dash, that of "BREL-The" included."""
    before = dash.nbor(-1)
    return dash.text == "-" and not (dash.whitespace_ or before.whitespace_ or before.is_upper)


def clause_end(cue: Cue, clause: Token) -> int:
    """Return where a clause ends, with what the parse has wrongly hung on its cue."""
    end = clause.right_edge.i + 1
    for child in cue.head.rights:
        if child.i < end or child.is_punct or child.dep_ == "cc":
            continue
        comma = child.doc[child.left_edge.i - 1].text in BREAKS
        if child.dep_ == "conj" and _speakers_own(child):
            break
        if child.dep_ in ("prep", "npadvmod", "advmod", "advcl") and comma:
            break
        end = child.right_edge.i + 1
    return cut(cue, clause.i, _through_colon(cue, end), clause)


def cut(cue: Cue, start: int, end: int, clause: Token | None = None) -> int:
    """Leave out what follows in another voice, and a second thing the speaker did."""
    doc = cue.head.doc
    reported = _report(cue)
    if reported is not None and reported.start < end:
        end = reported.start - 1
    for at in range(max(start, cue.words.stop) + 1, end):
        token = doc[at]
        comma = doc[at - 1].text in BREAKS or at - 1 in cue.marked
        adds = clause is not None and doc[at - 1].text == "," and _adds(token, end)
        if comma and (adds or _leaves_the_speech(token)):
            return at - 1
        if _others_did(token, cue) or (clause is not None and _also_did(token, clause, cue.head)):
            before = token.left_edge.i - 1
            return before if doc[before].dep_ == "cc" else before + 1
    return end


def relay_of(cue: Cue) -> range | None:
    """Return who passes the words on: "..., as reported by the Echo", "..., the Echo reported"."""
    doc, sent = cue.head.doc, sentence_of(cue.head)
    for at in range(sent.start, sent.stop - 3):
        if at not in cue.marked and _is_relay(doc[at]) and doc[at + 2].lower_ == "by":
            stop = at + 3
            while stop < sent.stop and not doc[stop].is_punct:
                stop += 1
            return trimmed(doc, range(at + 3, max(stop, at + 4)))
    return _report(cue)


def tells_again(verb: Token) -> bool:
    """Tell whether a verb announces something itself."""
    return any(is_in(verb, tier) for tier in ("speech", "weak", "directive"))


def _leaves_the_speech(token: Token) -> bool:
    """Tell whether a word after a comma turns back to the writer's voice."""
    if token.lower_ in WRITER:
        return token.dep_ in ("mark", "advmod")
    if token.tag_ == "VBG":
        return tells_again(token)
    return token.lower_ == "according" or _is_relay(token)


def _adds(token: Token, end: int) -> bool:
    """Tell whether a word after a comma opens a remark up to the end of the clause.

    That is an apposition ("..., the last of its kind"), a participle ("..., forcing the
    yard to close") or a contrast with a subject of its own ("..., but he refused").
    """
    if token.lower_ == "but":
        return any(c.dep_ == "conj" and c.i > token.i and own_subject(c) for c in token.head.rights)
    head = token.head if token.tag_ in ("DT", "RB") else token
    if head.right_edge.i + 1 < end or head.left_edge.i != token.i:
        return False
    if token.tag_ == "DT":
        return head.dep_ == "appos" and not any(c.dep_ == "conj" for c in head.rights)
    return head.dep_ == "advcl" and head.tag_ == "VBG"


def _report(cue: Cue) -> range | None:
    """Return the outlet of a last ", the Echo reported", unless that is the cue itself."""
    doc, sent = cue.head.doc, sentence_of(cue.head)
    low = max(sent.stop - LONGEST_ADJUNCT, cue.frame.stop)
    for at in range(sent.stop - 1, low, -1):
        verb = doc[at]
        if lemma(verb) != "report" or verb.tag_ not in FINITE or at in cue.marked:
            continue
        comma = at - 1
        while comma > low and doc[comma].text not in BREAKS and doc[comma].tag_ not in FINITE:
            comma -= 1
        last = (
            doc[at + 1].is_punct or doc[at + 1].ent_type_ == "DATE" if at + 1 < len(doc) else True
        )
        named = comma + 1 < at and doc[comma].text in BREAKS and verb != cue.head
        return range(comma + 1, at) if last and named else None
    return None


def _speakers_own(verb: Token) -> bool:
    """Tell whether a verb joined to a cue says what else the speaker did."""
    if own_subject(verb) is not None:
        return tells_again(verb)
    return not any(t.tag_ == "MD" for t in verb.lefts)


def _through_colon(cue: Cue, end: int) -> int:
    """Return the end of the sentence for a clause that a colon carries on."""
    doc = cue.head.doc
    if end < len(doc) - 1 and doc[end].text == ":" and end + 1 not in cue.marked:
        return sentence_of(doc[end + 1]).stop
    return end


def _also_did(token: Token, clause: Token, cue: Token) -> bool:
    """Tell whether a verb of speech joined to the clause is rather joined to its cue."""
    joined = token.dep_ == "conj" and token.head == clause and own_subject(token) is None
    past = token.tag_ == "VBD" and cue.tag_ == "VBD"
    return joined and past and is_in(token, "speech") and not is_in(clause, "speech")


def _others_did(token: Token, cue: Cue) -> bool:
    """Tell whether somebody else speaks from here on: "..., and the union warned that"."""
    joined = token.dep_ == "conj" and own_subject(token) is not None and token.tag_ in FINITE
    return joined and tells_again(token) and token.tag_ == cue.head.tag_


def _is_relay(token: Token) -> bool:
    follows = token.i + 1 < len(token.doc)
    return token.lower_ == "as" and follows and token.nbor().lower_ in _RELAYED

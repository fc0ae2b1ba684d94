"""Content rules: which words of a passage a verb of speech announces.

The rules read the dependency parse, and fall back on commas and "that" where a small
model is known to lose the way.
"""

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from briefgen.extract.cues import (
    FINITE,
    Cue,
    is_in,
    lemma,
    own_subject,
    sentence_of,
    trimmed,
    two_words,
)
from briefgen.extract.lexicon import words

_BREAKS = frozenset({",", ";", "-", "--", "–", "—", "―"})
_QUOTE = frozenset({'"', "''", "``", "'"})
_WRITER = frozenset({"while", "whereas", "although", "though"})
_RELATIVE = frozenset({"who", "which", "whose", "where"})
_ADVERBIAL = frozenset({"after", "although", "as", "because", "before", "since", "though", "while"})
_RELAYED = frozenset({"reported", "quoted", "cited", "relayed"})
_REFUSING = frozenset({"decline", "refuse", "fail", "forget", "neglect"})
_DASHES = frozenset({"-", "--", "–", "—", "―"})
_LONGEST_ADJUNCT = 8
_OBJECTS = frozenset({"dobj", "attr", "oprd", "ccomp", "xcomp"})


@dataclass(frozen=True, slots=True)
class Content:
    """Runs of announced words, and the name of the rule that found them."""

    runs: tuple[range, ...]
    rule: str


def content_of(cue: Cue) -> Content | None:
    """Return what a verb announces, by the first rule that fits."""
    verb = cue.head
    if _denied(cue):
        return None
    if is_in(verb, "speech") or two_words(verb) in words("speech", "particles"):
        found = _spoken(cue)
        if found:
            return found
    if (
        is_in(verb, "evidential")
        and cue.subject
        and lemma(cue.subject) in words("speech", "documents")
    ):
        run = _after(cue)
        if run:
            return Content((run,), "evidential")
    if is_in(verb, "directive") or two_words(verb) in words("speech", "appeals"):
        run = _infinitive(cue)
        if run:
            return Content((run,), "directive")
    topic = topic_of(cue)
    return Content((topic,), "topic") if topic else None


def _denied(cue: Cue) -> bool:
    """Tell whether somebody is said not to have spoken: "did not say", "declined to say"."""
    verb = cue.head
    if any(child.dep_ == "neg" and child.i in cue.frame for child in verb.lefts):
        return True
    return verb.dep_ == "xcomp" and lemma(verb.head) in _REFUSING


def _spoken(cue: Cue) -> Content | None:
    around = _around(cue)
    if around:
        return Content(around, "around")
    before = _before(cue)
    if before:
        return Content((before,), "before")
    after = _after(cue)
    return Content((after,), "after") if after else None


def _around(cue: Cue) -> tuple[range, ...] | None:
    """Return both sides of a cue between commas: "The bridge, she said, is safe"."""
    doc, sent = cue.head.doc, sentence_of(cue.head)
    start, stop = cue.frame.start, _past_adjuncts(cue)
    inside = sent.start < start - 1 and stop + 2 < sent.stop and cue.finite
    if not inside or doc[start - 1].text not in _BREAKS or doc[stop].text not in _BREAKS:
        return None
    after = doc[stop + 1]
    if stop + 1 in cue.marked or start - 2 in cue.marked or cue.head.dep_ in ("relcl", "acl"):
        return None
    gerund = after.tag_ == "VBG" and after.dep_ != "csubj"
    if gerund or after.dep_ == "cc" or after.lower_ in _RELATIVE | _WRITER:
        return None
    first, last = _enclosing(cue, sent)
    if first >= start - 1 or last <= stop + 2:
        return None
    after_run = trimmed(doc, range(stop + 1, _cut(cue, stop + 1, last)))
    before_run = trimmed(doc, range(_clause_start(doc, first, start), start))
    spoken = len(before_run) > 1 or doc[before_run.start].pos_ in ("NOUN", "PROPN", "PRON")
    return (before_run, after_run) if spoken else (after_run,)


def _past_adjuncts(cue: Cue) -> int:
    """Return where the cue's own time and place end: "she told us on Friday"."""
    stop = cue.frame.stop
    for child in cue.head.rights:
        own = child.dep_ in ("npadvmod", "advmod", "prep") and child.left_edge.i == stop
        if own and len(list(child.subtree)) <= _LONGEST_ADJUNCT:
            stop = child.right_edge.i + 1
    return stop


def _enclosing(cue: Cue, sent: range) -> tuple[int, int]:
    """Return the edges of the clause that a cue is put into."""
    verb = cue.head.head if cue.head.dep_ in ("parataxis", "ccomp") else cue.head
    subject = own_subject(verb)
    if verb != cue.head and verb.dep_ == "conj" and subject is not None:
        return max(sent.start, subject.left_edge.i), sent.stop
    while verb.dep_ == "conj":
        verb = verb.head
    if verb == cue.head or verb.dep_ not in ("relcl", "acl"):
        return sent.start, sent.stop
    return max(sent.start, verb.left_edge.i), min(sent.stop, verb.right_edge.i + 1)


def _before(cue: Cue) -> range | None:
    """Return the clause that a cue at the end of a sentence follows."""
    doc, sent = cue.head.doc, sentence_of(cue.head)
    at = cue.frame.start
    if at <= sent.start + 1 or not cue.finite or cue.head.dep_ in ("relcl", "acl"):
        return None
    if doc[at - 1].text not in _BREAKS | _QUOTE and doc[at - 1].text not in ("?", "!"):
        return None
    if cue.frame.stop < sent.stop and doc[cue.frame.stop].text == ":":
        return None
    left = any(c.dep_ == "ccomp" and c.i < at for c in cue.head.lefts)
    run = trimmed(doc, range(_clause_start(doc, sent.start, at), at))
    busy = any(c.dep_ in _OBJECTS and c.i not in cue.frame for c in cue.head.rights)
    if busy and not (left and cue.inverted):
        return None
    opener = next((c for c in cue.head.lefts if c.dep_ == "advcl" and c.i < at), None)
    if opener is not None and not left and doc[at - 1].text not in _QUOTE and not cue.inverted:
        return None
    spoken = left or any(doc[i].tag_ in FINITE for i in run) or doc[at - 1].text in _QUOTE
    return run if spoken and len(run) > 1 else None


def _clause_start(doc: Doc, start: int, stop: int) -> int:
    """Return where the clause before `stop` begins: after a semicolon or a dateline."""
    for at in range(start + 1, min(start + _LONGEST_ADJUNCT, stop)):
        if doc[at].text in _DASHES and doc[start].is_upper and len(doc[start]) > 1:
            return at + 1
    return next((i + 1 for i in range(stop - 2, start, -1) if doc[i].text == ";"), start)


def _after(cue: Cue) -> range | None:
    """Return the clause that follows the cue."""
    verb = cue.head
    clause = next((c for c in verb.rights if _is_clause(c, cue)), None)
    if clause is None:
        return _that_clause(cue)
    start = _start(cue, clause)
    end = _end(cue, clause)
    run = trimmed(verb.doc, range(start, max(end, start)))
    return run if len(run) > 1 else None


def _is_clause(token: Token, cue: Cue) -> bool:
    if token.i < cue.words.stop or token.i in cue.frame:
        return False
    if token.dep_ == "ccomp":
        return not any(t.dep_ == "mark" and t.lower_ in _ADVERBIAL for t in token.lefts)
    if token.dep_ == "xcomp" and token.tag_ == "VBG" and is_in(cue.head, "gerund"):
        return True
    return token.dep_ in ("advcl", "dep", "acl", "relcl") and _mark(token) is not None


def _mark(clause: Token) -> Token | None:
    return next((t for t in clause.lefts if t.lower_ == "that" and t.dep_ == "mark"), None)


def _start(cue: Cue, clause: Token) -> int:
    """Return where the clause begins, past words that belong to the cue."""
    mark = _mark(clause)
    if mark is not None and mark.i >= cue.words.stop:
        return mark.i
    start = max(clause.left_edge.i, cue.words.stop)
    if cue.frame.start < start < cue.frame.stop:
        start = cue.frame.stop
    doc = cue.head.doc
    while start < clause.i and doc[start].ent_type_ in ("DATE", "TIME") and (
        doc[start].dep_ in ("npadvmod", "det", "amod", "compound", "nummod")
    ):  # fmt: skip
        start += 1
    return start


def _that_clause(cue: Cue) -> range | None:
    """Return what follows "that", where the parse has lost the clause."""
    doc, at, last = cue.head.doc, cue.frame.stop, sentence_of(cue.head).stop
    while at < last and (doc[at].ent_type_ in ("DATE", "TIME") or doc[at].pos_ == "ADV"):
        at += 1
    if (
        at < last - 1
        and doc[at].lower_ == "that"
        and any(doc[i].tag_ in FINITE for i in range(at, last))
    ):
        return trimmed(doc, range(at, last))
    return None


def _end(cue: Cue, clause: Token) -> int:
    """Return where the clause ends, with what the parse has wrongly hung on the cue."""
    end = clause.right_edge.i + 1
    for child in cue.head.rights:
        if child.i < end or child.is_punct or child.dep_ == "cc":
            continue
        comma = child.doc[child.left_edge.i - 1].text in _BREAKS
        if child.dep_ == "conj" and _speakers_own(child):
            break
        if child.dep_ in ("prep", "npadvmod", "advmod", "advcl") and comma:
            break
        end = child.right_edge.i + 1
    end = _through_colon(cue, end)
    return _cut(cue, clause.i, end, clause)


def _speakers_own(verb: Token) -> bool:
    """Tell whether a verb joined to a cue says what else the speaker did."""
    if own_subject(verb) is not None:
        return _cues_again(verb)
    return not any(t.tag_ == "MD" for t in verb.lefts)


def _through_colon(cue: Cue, end: int) -> int:
    """Return the end of the sentence for a clause that a colon carries on."""
    doc = cue.head.doc
    if end < len(doc) - 1 and doc[end].text == ":" and end + 1 not in cue.marked:
        return sentence_of(doc[end + 1]).stop
    return end


def _cut(cue: Cue, start: int, end: int, clause: Token | None = None) -> int:
    """Leave out trailing words in the writer's voice, and a second thing the speaker did."""
    doc = cue.head.doc
    for at in range(max(start, cue.words.stop) + 1, end):
        token, comma = doc[at], doc[at - 1].text in _BREAKS or at - 1 in cue.marked
        if comma and token.lower_ in _WRITER and token.dep_ in ("mark", "advmod"):
            return at - 1
        if comma and token.tag_ == "VBG" and _cues_again(token):
            return at - 1
        if comma and (token.lower_ == "according" or _is_relay(token)):
            return at - 1
        if _others_did(token, cue):
            before = token.left_edge.i - 1
            return before if doc[before].dep_ == "cc" else before + 1
        if clause is not None and _also_did(token, clause, cue.head):
            before = token.left_edge.i - 1
            return before if doc[before].dep_ == "cc" else before + 1
    return end


def _also_did(token: Token, clause: Token, cue: Token) -> bool:
    """Tell whether a verb of speech joined to the clause is rather joined to its cue."""
    joined = token.dep_ == "conj" and token.head == clause and own_subject(token) is None
    past = token.tag_ == "VBD" and cue.tag_ == "VBD"
    return joined and past and _cues_again(token) and not is_in(clause, "speech")


def _others_did(token: Token, cue: Cue) -> bool:
    """Tell whether somebody else speaks from here on: "..., and the union warned that"."""
    joined = token.dep_ == "conj" and own_subject(token) is not None and token.tag_ in FINITE
    return joined and _cues_again(token) and token.tag_ == cue.head.tag_


def _is_relay(token: Token) -> bool:
    return (
        token.lower_ == "as" and token.dep_ == "mark" and lemma(token.head) in ("report", "quote")
    )


def _cues_again(verb: Token) -> bool:
    return is_in(verb, "speech") or is_in(verb, "weak") or is_in(verb, "directive")


def _infinitive(cue: Cue) -> range | None:
    """Return what somebody is urged or promises to do, with who is to do it."""
    verb = cue.head
    if cue.speaker is None or _fills_a_gap(verb):
        return None
    for child in verb.rights:
        for found in (child, *child.rights) if child.dep_ in ("prep", "dobj", "prt") else (child,):
            to = next((t for t in found.lefts if t.tag_ == "TO"), None)
            if found.tag_ == "VB" and to is not None and to.i >= cue.words.stop:
                start = _doer(cue, found, to)
                return trimmed(verb.doc, range(start, _cut(cue, found.i, found.right_edge.i + 1)))
    return None


def _fills_a_gap(verb: Token) -> bool:
    """Tell whether a relative clause lacks its object: "the target it pledged to reach"."""
    subject = own_subject(verb)
    return (
        verb.dep_ == "relcl" and subject is not None and subject.lower_ not in _RELATIVE | {"that"}
    )


def _doer(cue: Cue, found: Token, to: Token) -> int:
    who = own_subject(found) or next(
        (c for c in cue.head.rights if c.dep_ in ("dobj", "dative") and c.i < to.i), None
    )
    if who is not None and cue.words.stop <= who.left_edge.i < to.i:
        return who.left_edge.i
    negation = to.i - 1
    return negation if to.doc[negation].dep_ == "neg" and negation >= cue.words.stop else to.i


def verdict_of(cue: Cue) -> range | None:
    """Return a verb of praise or blame with its object: "condemned the attack"."""
    verb = cue.head
    target = next((c for c in verb.rights if c.dep_ == "dobj" and c.pos_ != "PRON"), None)
    if target is None or not is_in(verb, "verdict") or _denied(cue):
        return None
    end = target.right_edge.i + 1
    for child in verb.rights:
        if child.i > target.i and child.dep_ == "prep" and child.left_edge.i == end:
            end = child.right_edge.i + 1
    return trimmed(verb.doc, range(verb.i, _cut(cue, target.i, end)))


def object_with(cue: Cue, first: int, stop: int) -> range:
    """Return the words after a weak cue up to the end of the phrase that holds a quotation."""
    start, end = first, stop
    for child in cue.head.rights:
        edge = child.left_edge.i
        if child.dep_ in ("punct", "cc", "conj") or edge < cue.words.stop or child.pos_ == "PRON":
            continue
        if edge < stop:
            start, end = min(start, edge), max(end, child.right_edge.i + 1)
        elif edge == end and child.dep_ == "prep":
            end = child.right_edge.i + 1
    return range(start, _cut(cue, stop, end))


def relay_of(cue: Cue) -> range | None:
    """Return who passes the words on: "..., as reported by the Daily Echo"."""
    doc, sent = cue.head.doc, sentence_of(cue.head)
    for at in range(sent.start, sent.stop - 3):
        if at not in cue.marked and _is_relay(doc[at]) and doc[at + 2].lower_ == "by":
            stop = at + 3
            while stop < sent.stop and not doc[stop].is_punct:
                stop += 1
            return trimmed(doc, range(at + 3, max(stop, at + 4)))
    return None


def topic_of(cue: Cue) -> range | None:
    """Return what somebody stresses or proposes, where it is a noun phrase."""
    target = next((c for c in cue.head.rights if c.dep_ == "dobj" and c.pos_ == "NOUN"), None)
    if target is None or not is_in(cue.head, "topical") or _denied(cue) or not cue.finite:
        return None
    if _fills_a_gap(cue.head) or target.left_edge.i < cue.words.stop:
        return None
    run = trimmed(
        target.doc, range(target.left_edge.i, _cut(cue, target.i, target.right_edge.i + 1))
    )
    return run if len(run) > 2 else None  # noqa: PLR2004

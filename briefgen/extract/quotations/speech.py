"""Content rules: which words of a passage a verb of speech announces.

The rules read the dependency parse, and fall back on commas and "that" where a small
model is known to lose the way.
"""

from dataclasses import dataclass

from spacy.tokens import Token

from briefgen.extract.lexicon import words
from briefgen.extract.quotations.boundaries import (
    BREAKS,
    LONGEST_ADJUNCT,
    WRITER,
    clause_end,
    clause_start,
    cut,
)
from briefgen.extract.quotations.cues import FINITE, Cue, is_in, two_words
from briefgen.extract.quotations.subjects import lemma, own_subject, sentence_of, trimmed

_QUOTE = frozenset({'"', "''", "``", "'"})
_RELATIVE = frozenset({"who", "which", "whose", "where"})
_ADVERBIAL = frozenset({"after", "although", "as", "because", "before", "since", "though", "while"})
_REFUSING = frozenset({"decline", "refuse", "fail", "forget", "neglect"})
_SHORT = 2
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
    """Tell whether somebody did not speak: "did not say", "declined to say", "when asked"."""
    verb = cue.head
    if verb.tag_ == "VBN" and cue.speaker is None and not _has_auxiliary(verb):
        return True
    if any(child.dep_ == "neg" and child.i in cue.frame for child in verb.lefts):
        return True
    return verb.dep_ == "xcomp" and lemma(verb.head) in _REFUSING


def _has_auxiliary(verb: Token) -> bool:
    return any(child.dep_ in ("aux", "auxpass") for child in verb.lefts)


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
    if not inside or doc[start - 1].text not in BREAKS or doc[stop].text not in BREAKS:
        return None
    after = doc[stop + 1]
    if stop + 1 in cue.marked or start - 2 in cue.marked or cue.head.dep_ in ("relcl", "acl"):
        return None
    gerund = after.tag_ == "VBG" and after.dep_ != "csubj"
    if gerund or after.dep_ == "cc" or after.lower_ in _RELATIVE | WRITER:
        return None
    first, last = _enclosing(cue, sent)
    if first >= start - 1 or last <= stop + 2:
        return None
    last = cut(cue, stop, last)
    if last <= stop + 2:
        return None
    after_run = trimmed(doc, range(stop + 1, last))
    before_run = trimmed(doc, range(clause_start(doc, first, start), start))
    spoken = len(before_run) > 1 or doc[before_run.start].pos_ in ("NOUN", "PROPN", "PRON")
    return (before_run, after_run) if spoken else (after_run,)


def _past_adjuncts(cue: Cue) -> int:
    """Return where the cue's own time and place end: "she told us on Friday"."""
    stop = cue.frame.stop
    for child in cue.head.rights:
        own = child.dep_ in ("npadvmod", "advmod", "prep") and child.left_edge.i == stop
        commas = (i for i in range(stop, child.right_edge.i + 1) if child.doc[i].text == ",")
        end = next(commas, child.right_edge.i + 1)
        if own and end - stop <= LONGEST_ADJUNCT:
            stop = end
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
    if doc[at - 1].text not in BREAKS | _QUOTE and doc[at - 1].text not in ("?", "!"):
        return None
    if cue.frame.stop < sent.stop and doc[cue.frame.stop].text == ":":
        return None
    left = any(c.dep_ == "ccomp" and c.i < at for c in cue.head.lefts)
    run = trimmed(doc, range(clause_start(doc, sent.start, at), at))
    busy = any(c.dep_ in _OBJECTS and c.i not in cue.frame for c in cue.head.rights)
    if busy and not (left and cue.inverted):
        return None
    opener = next((c for c in cue.head.lefts if c.dep_ == "advcl" and c.i < at), None)
    if opener is not None and not left and doc[at - 1].text not in _QUOTE and not cue.inverted:
        return None
    spoken = left or any(doc[i].tag_ in FINITE for i in run) or doc[at - 1].text in _QUOTE
    return run if spoken and len(run) > 1 else None


def _after(cue: Cue) -> range | None:
    """Return the clause that follows the cue."""
    verb = cue.head
    last = verb.doc[cue.words.stop - 1]
    clause = next((c for t in (verb, last) for c in t.rights if _is_clause(c, cue)), None)
    if clause is None:
        return _that_clause(cue)
    start = _start(cue, clause)
    end = clause_end(cue, clause)
    run = trimmed(verb.doc, range(start, max(end, start)))
    return run if len(run) > 1 else None


def _is_clause(token: Token, cue: Cue) -> bool:
    if token.i < cue.words.stop or token.i in cue.frame:
        return False
    if token.dep_ == "ccomp":
        return not any(t.dep_ == "mark" and t.lower_ in _ADVERBIAL for t in token.lefts)
    if token.dep_ == "xcomp" and token.tag_ == "VBG" and is_in(cue.head, "gerund"):
        return True
    if token.dep_ == "advcl" and token.left_edge.i == cue.frame.stop and own_subject(token):
        return token.left_edge.dep_ != "mark" and token.left_edge.tag_ != "WRB"
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
        and doc[at].tag_ == "IN"
        and any(doc[i].tag_ in FINITE for i in range(at, last))
    ):
        return trimmed(doc, range(at, cut(cue, at, last)))
    return None


def _infinitive(cue: Cue) -> range | None:
    """Return what somebody is urged or promises to do, with who is to do it."""
    verb = cue.head
    if cue.speaker is None or _fills_a_gap(verb):
        return None
    for child in verb.rights:
        for found in (child, *child.rights) if child.dep_ in ("prep", "dobj", "prt") else (child,):
            to = next((t for t in found.lefts if t.tag_ == "TO"), None)
            if found.tag_ == "VB" and to is not None and to.i >= cue.words.stop:
                start = _doer(cue, to)
                return trimmed(verb.doc, range(start, cut(cue, found.i, found.right_edge.i + 1)))
    return None


def _fills_a_gap(verb: Token) -> bool:
    """Tell whether a relative clause lacks its object: "the target it pledged to reach"."""
    subject = own_subject(verb)
    return (
        verb.dep_ == "relcl" and subject is not None and subject.lower_ not in _RELATIVE | {"that"}
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
    if target is None or not is_in(verb, "verdict") or _denied(cue):
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
    if target is None or not is_in(cue.head, "topical") or _denied(cue) or not cue.finite:
        return None
    if _fills_a_gap(cue.head) or target.left_edge.i < cue.words.stop:
        return None
    run = trimmed(
        target.doc, range(target.left_edge.i, cut(cue, target.i, target.right_edge.i + 1))
    )
    return run if len(run) > _SHORT else None

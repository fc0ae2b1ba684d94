"""Content rules: which words of a passage a verb of speech announces.

The rules read the dependency parse, and fall back on commas and "that" where a small
model is known to lose the way.
"""

from dataclasses import dataclass

from briefgen.extract.lexicon import words
from briefgen.extract.quotations.boundaries import (
    BREAKS,
    DASHES,
    LONGEST_ADJUNCT,
    WRITER,
    clause_end,
    clause_start,
    cut,
)
from briefgen.extract.quotations.complements import (
    RELATIVE,
    charge_of,
    denied,
    infinitive_of,
    leads_to,
    topic_of,
)
from briefgen.extract.quotations.cues import FINITE, Cue, is_in, two_words
from briefgen.extract.quotations.subjects import lemma, own_subject, sentence_of, trimmed
from briefgen.extract.tokens import Token

_QUOTE = frozenset({'"', "''", "``", "'"})
_ADVERBIAL = frozenset({"after", "although", "as", "because", "before", "since", "though", "while"})
_ASIDES = frozenset({"after", "as", "at", "before", "during", "in"})
"""Words after a cue's comma that mostly tell when and where somebody spoke."""
_STOPS = frozenset({",", ".", "?", "!"})
_SHORT = 2
_GAP = 12
"""Words of the longest phrase between a cue and its "that"."""
_OBJECTS = frozenset({"dobj", "attr", "oprd", "ccomp", "xcomp"})


@dataclass(frozen=True, slots=True)
class Content:
    """Runs of announced words, and the name of the rule that found them."""

    runs: tuple[range, ...]
    rule: str


def content_of(cue: Cue) -> Content | None:
    """Return what a verb announces, by the first rule that fits."""
    if denied(cue):
        return None
    if is_in(cue.head, "accusing"):
        return _content(charge_of(cue), "directive")
    directive = is_in(cue.head, "directive")
    found = _content(infinitive_of(cue), "directive") if directive and leads_to(cue) else None
    if found is None and _can_speak(cue.head):
        found = _spoken(cue)
    if found is None and _is_record(cue):
        found = _content(_after(cue), "evidential")
    if found is None and (directive or two_words(cue.head) in words("speech", "appeals")):
        found = _content(infinitive_of(cue), "directive")
    return found or _content(topic_of(cue), "topic")


def _content(run: range | None, rule: str) -> Content | None:
    return Content((run,), rule) if run else None


def _can_speak(verb: Token) -> bool:
    return is_in(verb, "speech") or two_words(verb) in words("speech", "particles")


def _is_record(cue: Cue) -> bool:
    """Tell whether a document or a body of figures is what states something."""
    stated = cue.subject is not None and lemma(cue.subject) in words("speech", "documents")
    return stated and is_in(cue.head, "evidential")


def _spoken(cue: Cue) -> Content | None:
    around = _around(cue)
    if around:
        return Content(around, "around")
    before = _before(cue)
    if before:
        return Content((before,), "before")
    after = _after(cue)
    if after is None or (cue.speaker is None and cue.marked.isdisjoint(after)):
        return None
    return Content((_sentence_in_marks(cue, after),), "after")


def _sentence_in_marks(cue: Cue, run: range) -> range:
    """Return the quoted sentence that a run begins with, where its own stop closes it.

    What follows is the writer's: “Hold the line,” until the lights went out.
    """
    doc, stop = cue.head.doc, run.start
    while stop in cue.marked:
        stop += 1
    closed = stop - run.start > _SHORT and doc[stop - 1].text in _QUOTE
    if closed and run and run[-1] not in cue.marked and doc[stop - 2].text in _STOPS:
        return range(run.start, stop)
    return run


def _around(cue: Cue) -> tuple[range, ...] | None:
    """Return both sides of a cue between commas: "The bridge, she said, is safe"."""
    doc, sent = cue.head.doc, sentence_of(cue.head)
    start, stop = cue.frame.start, _past_adjuncts(cue)
    inside = sent.start < start - 1 and stop + 2 < sent.stop and cue.finite
    if not inside or doc[start - 1].text not in BREAKS or doc[stop].text not in BREAKS:
        return None
    if stop + 1 in cue.marked or start - 2 in cue.marked or cue.head.dep_ in ("relcl", "acl"):
        return None
    if _is_aside(doc[stop + 1]):
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


def _is_aside(token: Token) -> bool:
    """Tell whether a word after a cue's comma tells of the speaking, not what is said."""
    gerund = token.tag_ == "VBG" and token.dep_ != "csubj"
    if gerund or token.dep_ == "cc" or token.lower_ in RELATIVE | WRITER:
        return True
    aside = token.lower_ in _ASIDES and token.dep_ in ("mark", "prep")
    return aside and token.nbor(-1).text == ","


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
    start = clause_start(doc, sent.start, at)
    labels = (i + 1 for i in range(start, at - 1) if doc[i].text == ":" and i + 1 in cue.marked)
    run = trimmed(doc, range(next(labels, start), at))
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
    if _is_remark(token):
        return False
    if token.dep_ == "ccomp":
        return not any(t.dep_ == "mark" and t.lower_ in _ADVERBIAL for t in token.lefts)
    if token.dep_ == "xcomp" and token.tag_ == "VBG" and is_in(cue.head, "gerund"):
        return True
    if token.dep_ == "advcl" and token.left_edge.i == cue.frame.stop and own_subject(token):
        return token.left_edge.dep_ != "mark" and token.left_edge.tag_ != "WRB"
    return token.dep_ in ("advcl", "dep", "acl", "relcl") and _mark(token) is not None


def _is_remark(clause: Token) -> bool:
    """Tell a relative clause set off by a dash: "she commented - which is rare - ..."."""
    first = clause.left_edge
    return first.lower_ in RELATIVE and first.i > 0 and first.nbor(-1).text in DASHES


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
    doc, at, last = cue.head.doc, cue.words.stop, sentence_of(cue.head).stop
    beside = at < last and (doc[at].is_punct or doc[at].pos_ in ("ADP", "ADV"))
    if not beside and not is_in(cue.head, "addressing"):
        at = cue.frame.stop
    reach = min(last, at + _GAP)
    while at < reach and not _is_that(doc[at]) and doc[at].pos_ not in ("VERB", "AUX"):
        if not (beside or is_in(cue.head, "addressing") or doc[at].ent_type_ in ("DATE", "TIME")):
            break
        at += 1
    if at < last - 1 and _is_that(doc[at]) and any(doc[i].tag_ in FINITE for i in range(at, last)):
        return trimmed(doc, range(at, cut(cue, at, last)))
    return None


def _is_that(token: Token) -> bool:
    return token.lower_ == "that" and (token.tag_ == "IN" or token.dep_ == "mark")

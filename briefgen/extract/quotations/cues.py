"""Cues: the verbs that announce speech, with who speaks and to whom, in one passage.

Runs of words are half-open `range`s of token indices of the passage's parse.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from briefgen.extract.lexicon import words
from briefgen.extract.quotations.subjects import lemma, own_subject, phrase_of, subject_of, trimmed
from briefgen.extract.tokens import Doc, Token

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_BESIDE = frozenset({"aux", "auxpass", "advmod", "neg", "prt"})
_NOMINAL = frozenset({"ADJ", "DET", "NOUN", "PROPN"})
_RELATIVE = frozenset({"who", "which", "that"})
_TIMES = frozenset({"DATE", "TIME"})
_LONGEST_BEHIND = 8
_LONG = 30
"""Words of the longest speaker's phrase that is read without a parse."""
_TAGGING = frozenset({"VBD", "VBZ", "VBN"})
_TAGGED = frozenset({",", "?", "!", "…", "..."})
_BEING = frozenset({"was", "were", "been", "being", "is", "are"})
_GOVERNED = frozenset({"ccomp", "xcomp"})
_SHORTEST_TAGGED = 3
_NO_CUES = frozenset({"aux", "auxpass", "amod", "compound"})


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that announce speech, and those that belong to them.

    `head` is the token that the content hangs on, `words` the cue itself, `frame` what
    stands round it and is nobody's speech: subject, auxiliaries, addressee. `subject`
    heads the speaker's phrase. `finite` says that the cue is a clause of its own.
    `marked` are the passage's tokens inside quotation marks.
    """

    head: Token
    words: range
    frame: range
    speaker: range | None
    addressee: range | None = None
    subject: Token | None = None
    inverted: bool = False
    finite: bool = False
    marked: frozenset[int] = frozenset()


class NamedRuns:
    """The runs of words that name persons in a passage, with their roles, by their ends."""

    def __init__(self, runs: Iterable[range]) -> None:
        """Index the runs."""
        known = tuple(runs)
        self._runs = known
        self._by_start = {run.start: run for run in known}
        self._by_stop = {run.stop: run for run in known}

    def before(self, doc: Doc, at: int) -> range | None:
        """Return the name that ends at token `at`, a bracket after the name included."""
        stop = at
        if stop and doc[stop - 1].text == ")":
            stop = next(
                (i for i in range(stop - 2, max(stop - 12, 0), -1) if doc[i].text == "("), at
            )
        run = self._by_stop.get(stop)
        return range(run.start, at) if run is not None else None

    def upto(self, at: int) -> range | None:
        """Return the name of which a word stands at token `at`, from there on."""
        run = next((run for run in self._runs if at in run), None)
        return range(at, run.stop) if run is not None else None

    def within(self, run: range) -> list[range]:
        """Return the names that lie in a run of tokens."""
        return [one for one in self._runs if run.start <= one.start and one.stop <= run.stop]

    def after(self, doc: Doc, at: int) -> range | None:
        """Return the name that starts at token `at`, unless it owns what follows."""
        run = self._by_start.get(at)
        owns = run is not None and run.stop < len(doc) and doc[run.stop].tag_ == "POS"
        return None if owns else run


def find_cues(doc: Doc, marked: frozenset[int], named: NamedRuns) -> Iterator[Cue]:
    """Yield the verbs that announce speech outside quotation marks, in text order.

    Those are the verbs of the word list, and any other that stands with its subject directly
    behind a quotation which a comma, a question mark or an exclamation mark ends.
    """
    tiers = ("speech", "directive", "weak", "verdict", "evidential")
    known = frozenset().union(*(words("speech", tier) for tier in tiers))
    phrases = words("speech", "particles") | words("speech", "appeals")
    first = frozenset(phrase.split()[0] for phrase in phrases)
    for token in doc:
        if token.i in marked or not _is_verb(token):
            continue
        listed = lemma(token) in known or (lemma(token) in first and two_words(token) in phrases)
        if listed or _puts_it(token) or _tags(token, marked):
            yield verb_cue(token, named, marked)


def _puts_it(verb: Token) -> bool:
    """Tell "as Ann Moss put it" from other uses of the verb."""
    return (
        lemma(verb) == "put"
        and any(t.lower_ == "as" for t in verb.lefts)
        and any(t.lower_ == "it" for t in verb.rights)
    )


def _tags(verb: Token, marked: frozenset[int]) -> bool:
    """Tell whether a verb of any meaning tags a quotation: “Never,” snapped the minister."""
    if not marked or verb.tag_ not in _TAGGING or verb.pos_ == "AUX":
        return False
    doc, start = verb.doc, verb.i
    closed = _closed_before(doc, start, marked)
    behind = closed is not None
    if closed is None:
        subject = own_subject(verb)
        if (
            subject is None
            or subject.i in marked
            or any(t.is_punct for t in doc[subject.i : start])
        ):
            return False
        start = subject.left_edge.i
        closed = _closed_before(doc, start, marked)
    if closed is None or closed < _SHORTEST_TAGGED - 1:
        return False
    ends = "," if closed < start - 1 else doc[closed - 1].text
    if ends not in _TAGGED or any(c.dep_ in _GOVERNED for c in verb.rights):
        return False
    if not behind:
        return ends == "," or doc[start].is_lower
    after = doc[verb.i + 1 : verb.i + 2]
    return any(t.pos_ in ("DET", "PROPN", "NOUN", "PRON") or t.text.istitle() for t in after)


def _closed_before(doc: Doc, at: int, marked: frozenset[int]) -> int | None:
    """Return the closing mark before token `at`, a comma behind the mark left out."""
    mark = at - 2 if at > 1 and doc[at - 1].text == "," else at - 1
    return mark if mark in marked and at not in marked else None


def _is_verb(token: Token) -> bool:
    """Tell whether a token is a verb, or was taken for a plural: "he claims that ..."."""
    if token.tag_.startswith("VB"):
        return token.dep_ not in _NO_CUES
    return token.tag_ == "NNS" and any(child.dep_ == "ccomp" for child in token.rights)


def two_words(verb: Token) -> str:
    """Return the lemma of a verb and the word after it, "it" left out: "make (it) clear"."""
    at = _second(verb)
    return f"{lemma(verb)} {verb.doc[at].lower_ if at < len(verb.doc) else ''}"


def _second(verb: Token) -> int:
    at = verb.i + 1
    return at + 1 if at < len(verb.doc) and verb.doc[at].lower_ == "it" else at


def is_in(verb: Token, tier: str) -> bool:
    """Tell whether a verb belongs to a tier of the word list."""
    return lemma(verb) in words("speech", tier)


def verb_cue(verb: Token, named: NamedRuns, marked: frozenset[int] = frozenset()) -> Cue:
    """Return the cue that a verb makes, with subject and addressee.

    `marked` are tokens inside quotation marks, which belong to no frame.
    """
    phrases = words("speech", "particles") | words("speech", "appeals")
    end = (_second(verb) if two_words(verb) in phrases else verb.i + _puts_it(verb)) + 1
    first = _core_start(verb)
    subject = subject_of(verb)
    if subject is not None and subject.i in marked:
        subject = None
    speaker = phrase_of(subject, verb) if subject is not None else None
    own = subject is not None and (subject.head == verb or own_subject(verb) is not None)
    if speaker is not None and any(_runs_on(t) for t in verb.doc[speaker.start : speaker.stop]):
        speaker, subject = None, None
    passive = any(
        c.dep_ == "auxpass" or (c.dep_ == "aux" and c.lower_ in _BEING) for c in verb.lefts
    )
    name = named.before(verb.doc, first) if not (passive and verb.tag_ == "VBN") else None
    opening = named.after(verb.doc, end) if verb.is_sent_start and verb.tag_ in FINITE else None
    if opening is not None:
        speaker, subject, own = opening, verb.doc[opening.stop - 1], True
    elif name is not None and (
        not _inside(name, subject) or _is_adjunct_before(name, subject, marked)
    ):
        speaker, subject, own = name, verb.doc[name.stop - 1], True
    elif subject is None and not (passive and verb.tag_ == "VBN"):
        name = named.after(verb.doc, end) or _phrase_before(verb.doc, first, marked)
        name = name or _phrase_after(verb.doc, end, marked)
        if name is not None:
            speaker, subject, own = name, verb.doc[name.stop - 1], True
    inverted = speaker is not None and speaker.start > verb.i
    if speaker is not None:
        speaker = _through_hyphens(verb.doc, speaker)
    if speaker is not None and not inverted:
        speaker = _from_marks(verb.doc, speaker, marked)
    addressee = None if inverted else addressee_of(verb)
    finite = own and (
        verb.tag_ in FINITE
        or verb.tag_ == "NNS"
        or any(t.tag_ in FINITE for t in verb.lefts)
        or (verb.tag_ == "VB" and not any(t.dep_ == "aux" for t in verb.lefts))
    )
    frame = _frame(verb, range(first, end), speaker if own else None, addressee, marked)
    return Cue(
        verb, range(verb.i, end), frame, speaker, addressee, subject, inverted, finite, marked
    )


def _core_start(verb: Token) -> int:
    """Return where a verb begins, with the auxiliaries and adverbs directly before it."""
    at = verb.i
    while at and verb.doc[at - 1].head == verb and verb.doc[at - 1].dep_ in _BESIDE:
        at -= 1
    return at


def _phrase_before(doc: Doc, stop: int, marked: frozenset[int]) -> range | None:
    """Return the noun phrase between a closing quotation mark and the verb at `stop`.

    It may hold an apposition: “...”, Ann Moss, head of the harbour police, said.
    """
    start = stop
    while start and start - 1 not in marked and doc[start - 1].tag_ not in FINITE:
        start -= 1
    if start in (0, stop) or start - 1 not in marked or stop - start > _LONG:
        return None
    run = trimmed(doc, range(start, stop))
    commas = any(doc[i].is_punct for i in run)
    if commas and not (doc[stop - 1].text == "," and doc[run.start].pos_ == "PROPN"):
        return None
    nominal = doc[run.stop - 1].pos_ in ("NOUN", "PROPN", "PRON", "PUNCT")
    return run if nominal and doc[run.start].pos_ != "ADP" else None


def _phrase_after(doc: Doc, start: int, marked: frozenset[int]) -> range | None:
    """Return the phrase up to the next mark behind a verb that a closing mark stands before."""
    if start < _SHORTEST_TAGGED or _closed_before(doc, start - 1, marked) is None:
        return None
    stop = start
    while stop < len(doc) and not doc[stop].is_punct and doc[stop].tag_ not in FINITE:
        stop += 1
    run = range(start, stop)
    named = any(doc[i].pos_ in ("PROPN", "NOUN") and doc[i].ent_type_ not in _TIMES for i in run)
    begins = start < len(doc) and (doc[start].pos_ == "DET" or doc[start].text.istitle())
    return run if named and begins and len(run) <= _LONGEST_BEHIND else None


def _runs_on(token: Token) -> bool:
    """Tell the verb of a clause that the parse took for part of a noun phrase."""
    return token.tag_ in FINITE and token.dep_ in ("ROOT", "ccomp", "conj", "advcl", "parataxis")


def _through_hyphens(doc: Doc, speaker: range) -> range:
    """Return a phrase with what follows a hyphen: "said co-author Ann Moss"."""
    stop = speaker.stop
    if stop + 1 >= len(doc) or doc[stop].text != "-" or doc[stop].whitespace_:
        return speaker
    stop += 1
    while stop < len(doc) and not doc[stop].is_punct and doc[stop].pos_ in _NOMINAL:
        stop += 1
    return range(speaker.start, stop) if stop > speaker.stop + 1 else speaker


def _from_marks(doc: Doc, speaker: range, marked: frozenset[int]) -> range:
    """Return a phrase with the words that the parse lost between it and a closing mark."""
    start = speaker.start
    while start and start - 1 not in marked and doc[start - 1].pos_ in _NOMINAL:
        start -= 1
    return range(start, speaker.stop) if start and start - 1 in marked else speaker


def _inside(run: range, subject: Token | None) -> bool:
    return subject is not None and subject.left_edge.i <= run.start <= subject.right_edge.i


def _is_adjunct_before(name: range, subject: Token | None, marked: frozenset[int]) -> bool:
    """Tell whether the parse took a place for part of a name: "at the talks Ms Moss said"."""
    if subject is None or name.start <= 1:
        return False
    doc, start = subject.doc, name.start
    if doc[start - 1].lower_.rstrip(".") in words("roles", "honorifics"):
        start -= 1
        if doc[start - 1].pos_ in ("NOUN", "PROPN") and subject.i < start:
            return True
    return subject.i in name and any(
        doc[i].pos_ == "ADP" for i in range(subject.left_edge.i, start) if i not in marked
    )


def _frame(
    verb: Token,
    core: range,
    speaker: range | None,
    addressee: range | None,
    marked: frozenset[int],
) -> range:
    relative = own_subject(verb)
    behind = speaker is not None and speaker.start > verb.i
    if behind or (relative is not None and relative.i in marked):
        relative = None
    edges = [core.start, *(t.i for t in verb.lefts if t.dep_ == "mark" and t.lower_ == "as")]
    if relative is not None:
        edges.append(relative.left_edge.i if relative.lower_ in _RELATIVE else relative.i)
    stops = [core.stop, *(run.stop for run in (speaker, addressee) if run)]
    if speaker is not None and relative is not None and relative.lower_ in _RELATIVE:
        return range(min(edges), max(core.stop, addressee.stop if addressee else 0))
    if speaker is not None and speaker.start < verb.i:
        edges.append(speaker.start)
    return range(min(edges), max(stops))


def addressee_of(verb: Token) -> range | None:
    """Return whom a verb speaks to: the object of tell, what follows the "to" of say."""
    wanted = ("dative", "dobj") if is_in(verb, "addressing") else ("dative",)
    for child in verb.rights:
        if child.dep_ in wanted and child.pos_ in ("NOUN", "PROPN", "PRON"):
            return phrase_of(child, verb)
        if child.lower_ == "to" and child.dep_ in ("prep", "dative") and child.i == verb.i + 1:
            return next((phrase_of(c, verb) for c in child.children if c.dep_ == "pobj"), None)
    return None

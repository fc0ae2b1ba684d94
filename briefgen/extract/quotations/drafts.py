"""Drafts: quotations of one passage, before their speakers are looked up.

Words that a cue announces come first; a stretch in quotation marks that no cue has
claimed is then given to the cue beside it, to the quotation it goes on with, or stays
without a speaker. Names, titles and single odd words in marks are no quotations.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from briefgen.extract.lexicon import words
from briefgen.extract.nlp import Passage
from briefgen.extract.quotations.boundaries import relay_of
from briefgen.extract.quotations.complements import object_with, verdict_of
from briefgen.extract.quotations.cues import FINITE, Cue, NamedRuns, find_cues, is_in
from briefgen.extract.quotations.phrases import according_to, nominal_cues, owner_before
from briefgen.extract.quotations.speech import Content, content_of
from briefgen.extract.quotations.stretches import GAP, Stretches
from briefgen.extract.quotations.subjects import (
    SUBJECTS,
    lemma,
    own_subject,
    phrase_of,
    sentence_of,
)
from briefgen.model.spans import Span
from briefgen.model.speech import Quoted

_FEWEST = 3
"""Quoted words below which a part of a sentence is a term in marks, not a quotation."""
_STOPS = frozenset({".", "?", "!", ";"})
_FEWEST_ALONE = 5
"""The same where nothing announces the words."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """What is known about who speaks: places of the cue and of the phrases round it."""

    cue: Span | None = None
    speaker: Span | None = None
    addressee: Span | None = None
    relay: Span | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """Announced words, the quoted stretches among them, and who is said to speak."""

    parts: tuple[Span, ...]
    marks: tuple[Quoted, ...]
    by: Attribution
    rule: str
    continued: bool = False

    @property
    def open(self) -> bool:
        """Tell whether the quotation runs on into the next paragraph."""
        return bool(self.marks) and self.marks[-1].open

    def extended(self, quoted: Quoted) -> "Draft":
        """Return the draft with one more quoted stretch."""
        parts = tuple(sorted((*self.parts, quoted.whole)))
        return replace(self, parts=parts, marks=(*self.marks, quoted))

    def closes(self, begun: "Draft") -> bool:
        """Tell whether this says at last who speaks in the paragraphs before it."""
        return begun.by == Attribution() and bool(self.marks) and self.marks[0].continued

    def after(self, begun: "Draft") -> "Draft":
        """Return the whole of a quotation that began in the paragraph before."""
        return replace(self, parts=begun.parts + self.parts, marks=begun.marks + self.marks)


class PassageReader:
    """Collects the drafts of one passage."""

    def __init__(self, passage: Passage, quoted: tuple[Quoted, ...], named: NamedRuns) -> None:
        """Find the cues of the passage."""
        self.passage = passage
        self.stretches = Stretches(passage, quoted)
        self.cues = tuple(find_cues(passage.doc, self.stretches.marked, named))
        self.drafts: list[Draft] = []
        self._named = named
        self._sentences = [sentence.start for sentence in passage.doc.sents]
        self._cue_stops = [cue.words.stop for cue in self.cues]
        self._of_cue: dict[Span, int] = {}
        self._of_parts: dict[tuple[Span, ...], int] = {}
        self._latest: int | None = None

    def read(self, last: Draft | None, pending: Attribution | None) -> list[Draft]:
        """Return the drafts in text order.

        `last` is the draft before this passage; `pending` is who is to speak, where the
        paragraph before ended with a colon.
        """
        for cue, content in self._claims():
            self._claim(cue, content)
        self.drafts = self._relayed()
        taken = {quoted for draft in self.drafts for quoted in draft.marks}
        self._of_cue = {d.by.cue: at for at, d in enumerate(self.drafts) if d.by.cue and d.marks}
        claims = sorted((draft.parts[-1].end, at) for at, draft in enumerate(self.drafts))
        ends = [end for end, _ in claims]
        for quoted in self.stretches.quoted:
            if quoted in taken:
                continue
            known = bisect_right(ends, quoted.whole.start)
            before = [claims[known - 1][1]] if known else []
            before += [] if self._latest is None else [self._latest]
            nearest = max(before, key=lambda at: self.drafts[at].parts[-1], default=None)
            taken.update(self._place(quoted, nearest, last, pending))
        return sorted(self.drafts, key=lambda draft: draft.parts)

    def pending(self) -> Attribution | None:
        """Return who is to speak next, when the passage ends with a colon."""
        doc = self.passage.doc
        if not doc.text.rstrip().endswith(":"):
            return None
        if self.cues:
            cue = self.cues[-1]
            return self._attribution(cue) if len(doc) - cue.words.stop < GAP else None
        return self._label(len(doc))

    def _attribution(self, cue: Cue) -> Attribution:
        relay = relay_of(cue)
        return Attribution(
            self._span(cue.words),
            self._span(cue.speaker) if cue.speaker else None,
            self._span(cue.addressee) if cue.addressee else None,
            self._span(relay) if relay else None,
        )

    def _claims(self) -> Iterator[tuple[Cue, Content]]:
        for cue in self.cues:
            content = content_of(cue) or self._verdict(cue)
            if content is not None and not _speaks_itself(cue, content):
                yield cue, content
        yield from according_to(self.passage.doc, self.stretches.marked, self._named)
        yield from nominal_cues(self.passage.doc, self.stretches.marked)

    def _verdict(self, cue: Cue) -> Content | None:
        run = verdict_of(cue)
        if run is None or cue.speaker is None or not self.stretches.marked.isdisjoint(run):
            return None
        return Content((run,), "verdict")

    def _claim(self, cue: Cue, content: Content) -> tuple[Quoted, ...]:
        parts: list[Span] = []
        used: list[Quoted] = []
        for run in content.runs:
            span = self._span(run)
            for quoted in self.stretches.overlapping(span):
                used.append(quoted)
                whole = quoted.whole
                span = Span(min(span.start, whole.start), max(span.end, whole.end))
            parts.append(span)
        draft = Draft(tuple(parts), tuple(used), self._attribution(cue), content.rule)
        known = self._of_parts.setdefault(draft.parts, len(self.drafts))
        if known < len(self.drafts):
            self.drafts[known] = draft
        else:
            self.drafts.append(draft)
        return draft.marks

    def _relayed(self) -> list[Draft]:
        """Name who passes words on: "..., the Echo reported", "according to the Echo, he said"."""
        reports = {self._span(cue.words) for cue in self.cues if lemma(cue.head) == "report"}
        kept = list(self.drafts)
        for outer in self.drafts:
            if outer.rule != "before" or outer.by.cue not in reports:
                continue
            inner = [d for d in kept if d.by.cue and outer.parts[0].contains(d.by.cue)]
            if inner:
                kept.remove(outer)
                at = kept.index(inner[0])
                kept[at] = replace(inner[0], by=replace(inner[0].by, relay=outer.by.speaker))
        passed = [d for d in kept if d.rule == "according-to" and d.by.speaker]
        return [self._through(draft, passed) for draft in kept]

    def _through(self, draft: Draft, passed: Sequence[Draft]) -> Draft:
        """Return what somebody said inside another's account with that other as its relay."""
        cue = draft.by.cue
        if cue is None or draft.by.relay is not None or draft.rule == "according-to":
            return draft
        outer = next((d for d in passed if any(part.contains(cue) for part in d.parts)), None)
        return replace(draft, by=replace(draft.by, relay=outer.by.speaker)) if outer else draft

    def _place(
        self, quoted: Quoted, nearest: int | None, last: Draft | None, pending: Attribution | None
    ) -> tuple[Quoted, ...]:
        """Find the speaker of a stretch no cue has claimed; return the stretches used."""
        signed = self.stretches.signature(quoted)
        if signed is not None:
            return self._add(quoted, Attribution(speaker=self._span(signed)), "signature")
        run = self.stretches.run(quoted.whole)
        free = quoted.continued or self.stretches.stands_alone(quoted)
        name = self.stretches.is_name(quoted)
        after = self._cue_after(run)
        cue = after or self._cue_before(run)
        if cue is not None and (free or not name):
            return self._join(cue, quoted, "after-quote" if after else "before-quote")
        if free and nearest is not None:
            if self._turned_to_another(self.drafts[nearest], run.start):
                return self._add(quoted, Attribution(), "alone")
            return self._go_on(quoted, nearest)
        if free:
            return self._begin(quoted, run, last, pending)
        return () if name else self._fragment(quoted, run)

    def _join(self, cue: Cue, quoted: Quoted, rule: str) -> tuple[Quoted, ...]:
        by = self._attribution(cue)
        at = self._of_cue.get(by.cue) if by.cue else None
        if at is None:
            return self._add(quoted, by, rule)
        return self._go_on(quoted, at)

    def _turned_to_another(self, before: Draft, at: int) -> bool:
        """Tell whether a sentence between a quotation and the words at `at` is about another.

        Its subject is then neither the speaker nor a pronoun: who goes on speaking is a doubt.
        """
        by = before.by
        known = [span.end for span in (*before.parts, by.cue, by.speaker) if span]
        ends = [end for end in known if self.stretches.run(Span(end - 1, end)).start < at]
        if not ends:  # the two share a token, as in "B,""C": no sentence stands between
            return False
        said = max(ends)
        doc, text = self.passage.doc, self.passage.doc.text
        names = (
            text[by.speaker.start - self.passage.start : by.speaker.end - self.passage.start]
            if by.speaker
            else ""
        )
        own = frozenset(names.casefold().split())
        start = self.stretches.run(Span(said - 1, said)).stop
        between = doc[start:at]
        return any(
            token.dep_ in SUBJECTS
            and token.head.dep_ in ("ROOT", "ccomp")
            and token.pos_ != "PRON"
            and token.lower_ not in own
            and token.i not in self.stretches.marked
            and token.sent.start >= start
            for token in between
        )

    def _go_on(self, quoted: Quoted, at: int) -> tuple[Quoted, ...]:
        """Add a stretch to a quotation, or give it to the speaker of indirect speech."""
        if not self.drafts[at].marks:
            return self._add(quoted, self.drafts[at].by, "continued", continued=True)
        self.drafts[at] = self.drafts[at].extended(quoted)
        self._latest = at
        return (quoted,)

    def _begin(
        self, quoted: Quoted, run: range, last: Draft | None, pending: Attribution | None
    ) -> tuple[Quoted, ...]:
        """Take a quotation with nothing before it in its paragraph."""
        if quoted.continued and last is not None and last.open:
            return self._add(quoted, last.by, "continued", continued=True)
        by = self._label(run.start) or pending or self._led(run.start)
        return self._add(quoted, by or Attribution(), "colon" if by else "alone")

    def _fragment(self, quoted: Quoted, run: range) -> tuple[Quoted, ...]:
        """Take quoted words inside a sentence: what a weak cue says of them, or alone."""
        count = self.stretches.count(quoted)
        known = bisect_right(self._sentences, run.start) - 1
        start = self._sentences[known]
        for cue in reversed(self.cues[: bisect_right(self._cue_stops, run.start)]):
            if cue.head.i < start or count < _FEWEST:
                break
            if is_in(cue.head, "weak") or cue.head.is_ancestor(self.passage.doc[run.start]):
                return self._claim(cue, Content((object_with(cue, run.start, run.stop),), "weak"))
        return self._add(quoted, Attribution(), "bare") if count >= _FEWEST_ALONE else ()

    def _add(
        self, quoted: Quoted, by: Attribution, rule: str, *, continued: bool = False
    ) -> tuple[Quoted, ...]:
        self._latest = len(self.drafts)
        if by.cue is not None and not continued:
            self._of_cue[by.cue] = self._latest
        self.drafts.append(Draft((quoted.whole,), (quoted,), by, rule, continued))
        return (quoted,)

    def _label(self, stop: int) -> Attribution | None:
        """Return the speaker named before a colon: "From Chair Ann Moss: ..."."""
        doc = self.passage.doc
        colon = next((i for i in range(stop - 1, max(stop - 3, -1), -1) if doc[i].text == ":"), 0)
        if colon > GAP or any(token.tag_ in FINITE for token in doc[:colon]):
            return None
        name = self._named.before(doc, colon) or owner_before(doc, colon)
        return Attribution(speaker=self._span(name)) if name is not None else None

    def _led(self, stop: int) -> Attribution | None:
        """Return who acts in the sentence that a colon ends before a quotation.

        "Ann Moss was blunt: ..."; not where that sentence names somebody else as well.
        """
        doc = self.passage.doc
        colon = stop - 1
        if colon < 1 or doc[colon].text != ":":
            return None
        start = sentence_of(doc[colon]).start
        verb = next((t for t in doc[start:colon] if t.tag_ in FINITE and own_subject(t)), None)
        subject = own_subject(verb) if verb is not None else None
        if verb is None or subject is None or subject.i in self.stretches.marked:
            return None
        phrase = phrase_of(subject, verb)
        others = [one for one in self._named.within(range(start, colon)) if one.start not in phrase]
        person = subject.lower_ in ("he", "she") or subject.lower_ in words("roles", "heads")
        named = any(subject.i in one for one in self._named.within(phrase))
        return None if others or not (named or person) else Attribution(speaker=self._span(phrase))

    def _cue_after(self, run: range) -> Cue | None:
        """Return the cue that follows a quotation with nothing but marks between."""
        doc, at = self.passage.doc, bisect_right(self._cue_stops, run.stop)
        if at == len(self.cues) or self.cues[at].frame.start < run.stop:
            return None
        gap = doc[run.stop : self.cues[at].frame.start]
        near = len(gap) < _FEWEST and all(t.is_punct or t.is_space for t in gap)
        return self.cues[at] if near and not any(t.text in _STOPS for t in gap) else None

    def _cue_before(self, run: range) -> Cue | None:
        """Return the cue that leads to a quotation, at most through a short phrase."""
        doc, known = self.passage.doc, bisect_right(self._cue_stops, run.start)
        cue = self.cues[known - 1] if known else None
        if cue is None or not (is_in(cue.head, "speech") or self._announces(cue)):
            return None
        gap = doc[max(cue.words.stop, min(cue.frame.stop, run.start)) : run.start]
        if len(gap) >= GAP or any(t.text in ".?!;" or t.tag_ in FINITE for t in gap):
            return None
        near = all(t.is_punct or t.is_space or t.dep_ == "cc" for t in gap)
        return cue if near or gap[-1].text in (",", ":") else None

    def _announces(self, cue: Cue) -> bool:
        """Tell whether a cue of another tier is followed by a comma or a colon."""
        doc, at = self.passage.doc, cue.words.stop
        return at < len(doc) and doc[at].text in (",", ":")

    def _span(self, run: range) -> Span:
        return self.passage.span(self.passage.doc[run.start : run.stop])


def _speaks_itself(cue: Cue, content: Content) -> bool:
    """Tell whether a misread sentence has its speaker among the words that are spoken."""
    return cue.speaker is not None and any(i in run for run in content.runs for i in cue.speaker)

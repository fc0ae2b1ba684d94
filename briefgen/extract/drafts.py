"""Drafts: quotations of one passage, before their speakers are looked up.

Words that a cue announces come first; a stretch in quotation marks that no cue has
claimed is then given to the cue beside it, to the quotation it goes on with, or stays
without a speaker. Names, titles and single odd words in marks are no quotations.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Span as Tokens

from briefgen.extract.boundaries import relay_of
from briefgen.extract.cues import FINITE, Cue, NamedRuns, find_cues, is_in
from briefgen.extract.lexicon import words
from briefgen.extract.marks import Quoted
from briefgen.extract.nlp import Passage
from briefgen.extract.phrases import according_to, nominal_cues
from briefgen.extract.speech import Content, content_of, object_with, verdict_of
from briefgen.extract.subjects import lemma, trimmed
from briefgen.model.spans import Span

_FEWEST = 3
"""Quoted words below which a part of a sentence is a term in marks, not a quotation."""
_FEWEST_ALONE = 5
"""The same where nothing announces the words."""
_DASHES = frozenset({"-", "--", "–", "—", "―"})
_GAP = 16
"""Words that may stand between a cue and the quotation it introduces."""


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


class PassageReader:
    """Collects the drafts of one passage. `before` is the attribution it may go on with."""

    def __init__(self, passage: Passage, quoted: tuple[Quoted, ...], named: NamedRuns) -> None:
        """Find the cues of the passage."""
        self.passage = passage
        self._named = named
        self.quoted = quoted
        self.marked = frozenset(i for q in quoted for i in self._run(q.whole))
        self.cues = tuple(find_cues(passage.doc, self.marked, named))
        self._reports = [self._span(cue.words) for cue in self.cues if lemma(cue.head) == "report"]
        self.drafts: list[Draft] = []

    def read(self, last: Draft | None, pending: Attribution | None) -> list[Draft]:
        """Return the drafts in text order.

        `last` is the draft before this passage; `pending` a cue whose words are still to
        come, because its paragraph ended with a colon.
        """
        for cue, content in self._claims():
            self._claim(cue, content)
        self.drafts = self._relayed()
        for quoted in self.quoted:
            if not self._taken(quoted):
                self._place(quoted, last, pending)
        return sorted(self.drafts, key=lambda draft: draft.parts)

    def pending(self) -> Attribution | None:
        """Return the attribution of a cue that ends the passage with a colon."""
        doc = self.passage.doc
        if not doc.text.rstrip().endswith(":"):
            return None
        if self.cues:
            cue = self.cues[-1]
            return self.attribution(cue) if len(doc) - cue.words.stop < _GAP else None
        return self._label(len(doc))

    def attribution(self, cue: Cue) -> Attribution:
        """Return the places of a cue and of its phrases."""
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
            if content is not None:
                yield cue, content
        yield from according_to(self.passage.doc, self.marked)
        yield from nominal_cues(self.passage.doc, self.marked)

    def _verdict(self, cue: Cue) -> Content | None:
        run = verdict_of(cue)
        if run is None or cue.speaker is None or not self.marked.isdisjoint(run):
            return None
        return Content((run,), "verdict")

    def _relayed(self) -> list[Draft]:
        """Take a last "..., the Echo reported" as the relay of the words before it."""
        kept = list(self.drafts)
        for outer in self.drafts:
            if outer.rule != "before" or outer.by.cue not in self._reports:
                continue
            inner = [d for d in kept if d.by.cue and outer.parts[0].contains(d.by.cue)]
            if inner:
                kept.remove(outer)
                at = kept.index(inner[0])
                kept[at] = replace(inner[0], by=replace(inner[0].by, relay=outer.by.speaker))
        return kept

    def _claim(self, cue: Cue, content: Content) -> None:
        parts: list[Span] = []
        used: list[Quoted] = []
        for run in content.runs:
            span = self._span(run)
            for quoted in self.quoted:
                if quoted.whole.overlaps(span):
                    used.append(quoted)
                    whole = quoted.whole
                    span = Span(min(span.start, whole.start), max(span.end, whole.end))
            parts.append(span)
        self.drafts.append(Draft(tuple(parts), tuple(used), self.attribution(cue), content.rule))

    def _place(self, quoted: Quoted, last: Draft | None, pending: Attribution | None) -> None:
        run = self._run(quoted.whole)
        free = self._stands_alone(quoted)
        few = self._count(quoted) < _FEWEST
        signed = self._signature(run)
        if signed is not None:
            self._add(quoted, Attribution(speaker=self._span(signed)), "signature")
            return
        after = self._cue_after(run)
        cue = after or self._cue_before(run)
        if cue is not None and not (self._is_name(quoted) and not free):
            self._join(cue, quoted, "after-quote" if after else "before-quote")
        elif free:
            self._continue(quoted, last, pending)
        elif not few and not self._is_name(quoted):
            self._fragment(quoted, run)

    def _label(self, stop: int) -> Attribution | None:
        """Return the speaker named before a colon: "From Chair Ann Moss: ..."."""
        doc = self.passage.doc
        colon = next((i for i in range(stop - 1, max(stop - 3, -1), -1) if doc[i].text == ":"), 0)
        name = self._named.before(doc, colon)
        if name is None or colon > _GAP or any(t.tag_ in FINITE for t in doc[:colon]):
            return None
        return Attribution(speaker=self._span(name))

    def _join(self, cue: Cue, quoted: Quoted, rule: str) -> None:
        by = self.attribution(cue)
        for at, draft in enumerate(self.drafts):
            if draft.by.cue == by.cue and draft.marks:
                self.drafts[at] = draft.extended(quoted)
                return
        self.drafts.append(Draft((quoted.whole,), (quoted,), by, rule))

    def _continue(self, quoted: Quoted, last: Draft | None, pending: Attribution | None) -> None:
        """Give a quotation that stands alone to the speaker of the one before it."""
        before = [d for d in self.drafts if d.parts[-1].end <= quoted.whole.start]
        if before:
            nearest = max(before, key=lambda draft: draft.parts[-1])
            if nearest.marks:
                self.drafts[self.drafts.index(nearest)] = nearest.extended(quoted)
            else:
                self._add(quoted, nearest.by, "continued", continued=True)
        elif quoted.continued and last is not None and last.open:
            self._add(quoted, last.by, "continued", continued=True)
        elif (by := self._label(self._run(quoted.whole).start) or pending) is not None:
            self._add(quoted, by, "colon")
        else:
            self._add(quoted, Attribution(), "alone")

    def _add(self, quoted: Quoted, by: Attribution, rule: str, *, continued: bool = False) -> None:
        self.drafts.append(Draft((quoted.whole,), (quoted,), by, rule, continued))

    def _fragment(self, quoted: Quoted, run: range) -> None:
        """Take quoted words inside a sentence: what a weak cue says of them, or alone."""
        doc = self.passage.doc
        sent = doc[run.start].sent
        before = [c for c in self.cues if c.words.stop <= run.start and c.head.sent == sent]
        weak = [c for c in before if is_in(c.head, "weak") or c.head.is_ancestor(doc[run.start])]
        if weak:
            self._claim(weak[-1], Content((object_with(weak[-1], run.start, run.stop),), "weak"))
        elif self._count(quoted) >= _FEWEST_ALONE:
            self._add(quoted, Attribution(), "bare")

    def _signature(self, run: range) -> range | None:
        """Return the name after a dash that ends the paragraph: “...” – Ann Moss."""
        doc = self.passage.doc
        at = run.stop
        while at < len(doc) and doc[at].is_space:
            at += 1
        if at >= len(doc) - 1 or doc[at].text not in _DASHES or len(doc) - at > _GAP:
            return None
        tail = trimmed(doc, range(at + 1, len(doc)))
        verbal = any(doc[i].tag_ in FINITE for i in tail)
        return tail if doc[tail.start].text[0].isupper() and not verbal else None

    def _cue_after(self, run: range) -> Cue | None:
        """Return the cue that follows a quotation with nothing but marks between."""
        doc = self.passage.doc
        for cue in self.cues:
            if run.stop <= cue.frame.start < run.stop + 3:
                gap = doc[run.stop : cue.frame.start]
                return cue if all(t.is_punct or t.is_space for t in gap) else None
        return None

    def _cue_before(self, run: range) -> Cue | None:
        """Return the cue that leads to a quotation, at most through a short phrase."""
        doc = self.passage.doc
        cue = next((c for c in reversed(self.cues) if c.words.stop <= run.start), None)
        if cue is None or not (is_in(cue.head, "speech") or self._announces(cue)):
            return None
        gap = doc[max(cue.words.stop, min(cue.frame.stop, run.start)) : run.start]
        if any(t.text in (".", "?", "!", ";") or t.tag_ in FINITE for t in gap):
            return None
        near = all(t.is_punct or t.is_space for t in gap)
        led = len(gap) > 0 and gap[-1].text in (",", ":") and len(gap) < _GAP
        return cue if near or led else None

    def _announces(self, cue: Cue) -> bool:
        """Tell whether a cue of another tier is followed by a comma or a colon."""
        doc, at = self.passage.doc, cue.words.stop
        return at < len(doc) and doc[at].text in (",", ":")

    def _stands_alone(self, quoted: Quoted) -> bool:
        """Tell whether a quotation is a sentence, or several, of its own."""
        text, start = self.passage.doc.text, self.passage.start
        lead = text[: quoted.whole.start - start].rstrip()
        inner = text[quoted.inner.start - start : quoted.inner.end - start]
        return (not lead or lead[-1] in ".?!:\"'") and inner[-1] in ".?!,…"

    def _is_name(self, quoted: Quoted) -> bool:
        """Tell whether marks set off a name or a title: “Alliance for Rural Health”."""
        run = self._run(quoted.inner)
        doc = self.passage.doc
        spelt = [doc[i] for i in run if doc[i].is_alpha]
        main = [t for t in spelt if t.pos_ not in ("ADP", "DET", "CCONJ", "PART")]
        before = doc[run.start - 2].lower_ if run.start > 1 else ""
        if before in words("speech", "naming") and len(spelt) < 2 * _FEWEST:
            return True
        return (
            len(main) > 1
            and len(spelt) < _GAP
            and all(t.text[0].isupper() for t in (*main, spelt[0]))
        )

    def _count(self, quoted: Quoted) -> int:
        return sum(not t.is_punct and not t.is_space for t in self._tokens(quoted.inner))

    def _taken(self, quoted: Quoted) -> bool:
        return any(quoted in draft.marks for draft in self.drafts)

    def _tokens(self, span: Span) -> Tokens:
        tokens = self.passage.tokens(span, "expand")
        return tokens if tokens is not None else self.passage.doc[0:0]

    def _run(self, span: Span) -> range:
        tokens = self._tokens(span)
        return range(tokens.start, tokens.end)

    def _span(self, run: range) -> Span:
        return self.passage.span(self.passage.doc[run.start : run.stop])

"""What the analyst says: Markdown to blocks, its marks to citations of the passages they name.

A mark that names nothing is refused, since nobody could tell it from a true one.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from briefgen.assess.markdown import read_blocks, read_line
from briefgen.assess.marks import Passages, find_marks, find_strays, resolve
from briefgen.assess.probability import doubt, find_uses, is_of, scales, term_of
from briefgen.config import Assessment, Config, pattern_of, problem_in
from briefgen.config.written import Origin, Placed
from briefgen.errors import ConfigError, Problem
from briefgen.model.analysis import Analysis, View
from briefgen.model.text import Corpus
from briefgen.model.written import Words

__all__ = ["assess", "wrong_marks"]


def assess(config: Config, issue: date, corpus: Corpus) -> Analysis:
    """Return the analyst's words for the issue of a day, with citations for their marks.

    Sections for other issues are left out. Raises ConfigError with the place of every mark that
    names no passage of the corpus, and what stands nearby.
    """
    names = config.occasion(issue).names
    sections = [one for one in config.assessment if one.issue in names]
    headline = [_Text.line(one) for one in (config.headline.words if config.headline else ())]
    lines = config.bottom_line.words if config.bottom_line else ()
    bottom_line = [_Text.line(one) for one in lines]
    texts = [_Text(one.text, read_blocks(one.text)) for one in sections]
    read = (*headline, *bottom_line, *texts)
    passages = Passages.of(corpus)
    problems = [problem for text in read for problem in text.unknown(passages)]
    problems += [problem for one in sections for problem in _unmarkable(one)]
    if problems:
        raise ConfigError(tuple(problems))
    legend, doubts = _probability(config, read)
    return Analysis(
        headline=_resolved(headline, passages),
        bottom_line=_resolved(bottom_line, passages),
        headline_written=tuple(text.written for text in headline),
        bottom_line_written=tuple(text.written for text in bottom_line),
        views=tuple(
            _view(section, _resolved([text], passages))
            for section, text in zip(sections, texts, strict=True)
        ),
        citations=tuple(passages.numbers),
        legend=legend,
        doubts=doubts,
    )


def wrong_marks(written: str, corpus: Corpus) -> tuple[Problem, ...]:
    """Return what is wrong with the marks in words that are just being written, by line."""
    if not written.strip():
        return ()
    placed = Placed.at(written, Origin("", written, 0))
    return tuple(_Text(placed, read_blocks(written)).unknown(Passages.of(corpus)))


@dataclass(frozen=True, slots=True)
class _Text:
    """Words as they were written, and the blocks that they are, marks being words still."""

    written: str
    blocks: tuple[Words, ...]

    @classmethod
    def line(cls, written: str) -> "_Text":
        """Take words of one paragraph."""
        words = read_line(written)
        return cls(written, (words,) if words.pieces else ())

    def lines(self) -> Iterator[tuple[str, str]]:
        """Yield the words of each block, and all those before it."""
        before = ""
        for block in self.blocks:
            for line in block.lines():
                text = "".join(piece.text for piece in line.pieces)
                yield text, before
                before += f"{text}\n"

    def problem(self, found: str, before: str, message: str) -> Problem:
        """Return a problem with something found behind the words `before`."""
        nth = sum(1 for _ in pattern_of(found).finditer(before))
        return problem_in(self.written, found, nth, message)

    def unknown(self, passages: Passages) -> Iterator[Problem]:
        """Find marks that name no passage; the others are given their numbers."""
        if not self.blocks:
            yield problem_in(self.written, self.written, 0, "has no words")
        for text, before in self.lines():
            for stray in find_strays(text):
                message = f"{stray[0]}: a mark stands alone in its brackets, as [S1 ¶2]"
                yield self.problem(stray[0], before + text[: stray.start()], message)
            for mark in find_marks(text):
                shown = text[mark.start : mark.end]
                for key, place in mark.names:
                    try:
                        passages.number(passages.find(key, place))
                    except LookupError as error:
                        ahead = before + text[: mark.start]
                        yield self.problem(shown, ahead, f"{shown}: {error.args[0]}")


def _resolved(texts: Iterable[_Text], passages: Passages) -> tuple[Words, ...]:
    return tuple(resolve(block, passages) for text in texts for block in text.blocks)


def _unmarkable(section: Assessment) -> Iterator[Problem]:
    """Find what looks like a mark in a title, which cites nothing."""
    for mark in find_marks(section.title):
        shown = section.title[mark.start : mark.end]
        yield problem_in(section.title, shown, 0, f"{shown}: a title cites nothing; mark the text")


def _view(section: Assessment, words: tuple[Words, ...]) -> View:
    before, after = section.before, section.after
    if before is not None:
        return View(section.title, words, before, before=True, written=section.text)
    if after is None:
        raise ValueError("an assessment stands beside no section")
    return View(section.title, words, after, written=section.text)


def _probability(config: Config, read: Sequence[_Text]) -> tuple[str, tuple[Problem, ...]]:
    """Return the legend of the chosen words of probability, if one is used, and what is doubtful.

    Doubtful are words of another list, and those that the list asks not to mix with earlier ones.
    """
    chosen = config.probability
    if chosen is None:
        return "", ()
    used, before_it, doubts = False, frozenset[int](), []
    for text in read:
        for words, before in text.lines():
            for use in find_uses(words):
                message = doubt(use, chosen, before_it)
                if message:
                    doubts.append(text.problem(use.words, before + words[: use.start], message))
                before_it |= term_of(use, chosen)
                used |= is_of(use, chosen)
    return (scales()[chosen].legend if used else ""), tuple(doubts)

"""Turns of a transcript or an interview: who speaks in which paragraph.

A turn begins with a label ("SENATOR DOE: ...", "Ann Moss, minister: ...", "Q: ..."), or has it in
a line of its own above. The label becomes a block by itself, the words get it as speaker.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib.resources import files

from briefgen.model.spans import Span
from briefgen.model.text import Block, BlockKind, Metadata

_DATA = tomllib.loads(files("briefgen.clean").joinpath("data/genres.toml").read_text("utf-8"))
_ASKERS = frozenset(_DATA["turns"]["askers"])
_ANSWERS = frozenset(_DATA["turns"]["answers"])
_TALK = frozenset(_DATA["turns"]["talking"])
_WORD = re.compile(r"[\w'’]+")
_NAMED = {
    kind: tuple(re.compile(one, re.IGNORECASE) for one in patterns)
    for kind, patterns in _DATA["named"].items()
}
_LABEL = re.compile(
    r"""\s*(?P<label>
        [QA](?=\d{0,2}[.:])
      | (?:The\s)?[A-Z][A-Z.'’-]+(?:[ ][A-Z0-9][A-Z0-9.'’-]*){0,5}
      | (?:(?:Mr|Mrs|Ms|Miss|Dr|Sir|The)\.?[ ])?[A-Z][\w.'’-]+(?:[ ](?:of|the|[A-Z][\w.'’-]*)){0,5}
    )\d{0,2}
    (?:,[ ][^:.!?"“”()\n]{2,60})?
    (?:,?[ ][(\[](?P<who>[^)\]:]{1,60})[)\]])?
    (?::|(?<=[QA])\.)\s*""",
    re.VERBOSE,
)
_NARRATION = re.compile(
    r"\b(?:(?:this|the following|the above) (?:\w+ )?(?:interview|transcript|conversation)"
    r"|edited for (?:length|clarity|brevity))\b",
    re.IGNORECASE,
)
_DIRECTION = re.compile(r"[(\[][^()\[\]]{2,80}[)\]]\.?")
_MARKS = '"“”'
_SENTENCE_END = (".", "?", "!", "…", ")", "]", "”", '"')
_FEWEST = 3
_LONGEST_TURN = 12
"""Paragraphs of a turn, on average: a form of many pages has a few labels too."""

_FEWEST_QUESTIONS = 2
_TALKING = 4
"""One of so many turns at least has a word of talk."""

ASIDE = "question or narration in a transcript"
"""The reason of a turn of somebody who only asks, and of what is told in brackets."""


@dataclass(frozen=True, slots=True)
class _Turn:
    """A block that begins with a label, by its place in the document.

    `words` are None where they stand in the blocks after it.
    """

    at: int
    label: Span
    words: Span | None
    name: str


def find_speaker(line: str, kind: str) -> str:
    """Return the name in a title that says whose speech or with whom an interview is, or ""."""
    found = (match["who"].strip() for p in _NAMED[kind] for match in p.finditer(line))
    return next((who for who in found if who[:1].isupper()), "")


def mark_turns(
    text: str, blocks: Sequence[Block], known: Metadata
) -> tuple[tuple[Block, ...], bool]:
    """Give the words of each turn their speaker, set aside who asks; tell whether any has one.

    It takes three turns, and one label twice: a single "Note: ..." is no speaker. Answers of
    nobody who is named are the source's own.
    """
    turns = _turns(text, blocks)
    if not turns:
        return tuple(blocks), False
    askers = _askers(text, turns, known)
    answering = _interviewee(text, blocks[: turns[0].at])
    by_place = {turn.at: turn for turn in turns}
    goes_on = _goes_on(blocks, turns)
    marked: list[Block] = []
    speaker: Span | None = None
    asked = False
    for n, block in enumerate(blocks):
        turn = by_place.get(n)
        if turn is not None:
            asked = turn.name in askers
            speaker = _meant(text, turn, answering)
            marked += _parted(block, turn, speaker, asked=asked)
        elif block.kind.states and _NARRATION.search(block.span.of(text)):
            marked.append(replace(block, kind=BlockKind.BOILERPLATE, reason=ASIDE))
        elif not block.kind.states or n < turns[0].at:
            marked.append(block)
        elif (n in goes_on and asked) or _DIRECTION.fullmatch(block.span.of(text).strip()):
            marked.append(replace(block, kind=BlockKind.BOILERPLATE, reason=ASIDE))
        elif n in goes_on:
            marked.append(replace(block, speaker=speaker))
        else:
            marked.append(block)
    return tuple(marked), any(block.speaker is not None for block in marked)


def _turns(text: str, blocks: Sequence[Block]) -> tuple[_Turn, ...]:
    """Return the turns of a document, none where it is no transcript."""
    found = [turn for n, block in enumerate(blocks) if (turn := _turn(text, n, block))]
    labels = Counter(turn.name for turn in found)
    turns = tuple(
        t for t in found if labels[t.name] > 1 or text[t.label.end - 2 : t.label.end].isupper()
    )
    if 2 * len(turns) >= sum(1 for block in blocks if block.kind.states):
        turns = tuple(found)
    if len(turns) < _FEWEST or labels.most_common(1)[0][1] == 1:
        return ()
    if turns[-1].at - turns[0].at > _LONGEST_TURN * len(turns):
        return ()
    spoken = [turn.words.of(text).rstrip() for turn in turns if turn.words]
    whole = sum(1 for words in spoken if words.endswith(_SENTENCE_END))
    talking = sum(1 for words in spoken if _talks(words))
    return turns if 2 * whole >= len(spoken) <= _TALKING * talking else ()


def _talks(words: str) -> bool:
    """Tell whether somebody asks, or speaks to somebody."""
    said = {word.casefold().replace("’", "'") for word in _WORD.findall(words)}
    return "?" in words or not _TALK.isdisjoint(said)


def _turn(text: str, n: int, block: Block) -> _Turn | None:
    """Return the turn that a block begins; words in quotation marks are left to other rules."""
    if not (block.kind.states or block.kind is BlockKind.HEADING) or block.speaker is not None:
        return None
    match = _LABEL.match(text, block.span.start, block.span.end)
    if match is None or (block.kind is BlockKind.HEADING and match.end() < block.span.end):
        return None
    if text[match.end() : match.end() + 1] in (*_MARKS, "/"):
        return None
    label = Span(*match.span("who" if _is_role(match) else "label"))
    end = block.span.end
    words = Span(match.end(), end) if match.end() < end else None
    return _Turn(n, label, words, _folded(match["label"]))


def _is_role(match: re.Match[str]) -> bool:
    """Tell "The CHAIR (Ms Carter)" from "Mr NOVAK (Larnham)": who is named in the brackets."""
    titled = re.match(r"(?:Mr|Mrs|Ms|Miss|Dr|Sir|Lord|Lady)\.?\s", match["who"] or "")
    return titled is not None


def _folded(label: str) -> str:
    return " ".join(label.casefold().split())


def _askers(text: str, turns: Sequence[_Turn], known: Metadata) -> frozenset[str]:
    """Return the labels of those who only ask: by their name, or since all their turns ask."""
    houses = {_folded(known.publisher), *_folded(known.publisher).split()} - {""}
    said = [(turn.name, turn.words.of(text).rstrip()) for turn in turns if turn.words]
    asked = Counter(name for name, words in said if words.endswith("?"))
    often = Counter(turn.name for turn in turns)
    only = {n for n, count in asked.items() if _FEWEST_QUESTIONS <= count == often[n]}
    named = {turn.name for turn in turns}
    return frozenset((named & (_ASKERS | houses)) | (only if only < named else set()))


def _interviewee(text: str, before: Sequence[Block]) -> Span | None:
    """Return where it is said, before the first turn, with whom an interview is."""
    for block in before:
        who = find_speaker(block.span.of(text), "interview")
        if who:
            at = text.index(who, block.span.start)
            return Span(at, at + len(who))
    return None


def _meant(text: str, turn: _Turn, answering: Span | None) -> Span | None:
    """Return where a speaker is named: with a full name, where the label is the last of it."""
    if turn.name in _ANSWERS:
        return answering
    last = answering.of(text).split()[-1] if answering is not None else ""
    return answering if turn.label.of(text).casefold() == last.casefold() else turn.label


def _goes_on(blocks: Sequence[Block], turns: Sequence[_Turn]) -> frozenset[int]:
    """Return the places of blocks without a label that go on with the turn before.

    Between two turns, that is; after the last one only where its label stands alone, or where
    such blocks are met before. A text that is mostly no turns has a writer of its own.
    """
    places = {turn.at for turn in turns}
    first, last = turns[0].at, turns[-1].at
    between = [n for n in range(first, last) if n not in places and blocks[n].kind.states]
    alone = any(turn.words is None for turn in turns)
    if not alone and len(between) > 2 * len(turns):
        return frozenset()
    after = [n for n in range(last + 1, len(blocks)) if blocks[n].kind.states]
    return frozenset([*between, *(after if alone or between else ())])


def _parted(block: Block, turn: _Turn, speaker: Span | None, *, asked: bool) -> list[Block]:
    """Return the label and the words of a turn as blocks of their own."""
    if asked:
        return [replace(block, kind=BlockKind.BOILERPLATE, reason=ASIDE)]
    end = max(turn.label.end, block.span.start + 1)
    label = Block(Span(block.span.start, end), BlockKind.HEADING, block.locator)
    if turn.words is None:
        return [label]
    kind = BlockKind.PARAGRAPH if block.kind is BlockKind.HEADING else block.kind
    return [label, replace(block, span=turn.words, kind=kind, speaker=speaker)]

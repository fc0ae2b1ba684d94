"""The analyst's words and review: used for their issue alone, and for what they were written for.

Words that the desk decided on go before those of the configuration. The state folder keeps for
which evidence each was first used, where the words themselves do not say. When the evidence is
another one now, a draft still has them, with the remark that they are to be confirmed; nobody
reads what an unattended run sends out, so it goes without them.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from briefgen.config import (
    Assessment,
    Assessments,
    BottomLine,
    Config,
    Headline,
    Occasion,
    OwnWords,
    load_decisions,
)
from briefgen.config.written import Origin, Placed, offset_of
from briefgen.coverage import Purpose
from briefgen.model.brief import Brief, OwnPart, SectionName
from briefgen.model.codec import encode_line
from briefgen.model.decisions import OF_WORDING, Act, Decision
from briefgen.model.evidence import Evidence, Generator
from briefgen.workspace import Written, open_words

_Own = OwnWords | Assessments
UNTITLED = "Assessment"
_NOBODY = Generator("", "", "")
_CHANGED = "written before the evidence changed, and not confirmed"
_UNREAD = "no draft was made with it that anybody could have read"


@dataclass(frozen=True, slots=True)
class Settled:
    """What a brief uses of the analyst's words.

    `config` has no others any more; those of the parts `to_confirm` were written for other
    evidence. `remarks` say what is not used, and why; `written` is what will have to be kept.
    """

    config: Config
    to_confirm: tuple[OwnPart, ...] = ()
    remarks: tuple[str, ...] = ()
    written: tuple[Written, ...] = ()


def settle(config: Config, issue: date, evidence: Evidence, purpose: Purpose) -> Settled:
    """Settle which of the configured and decided words a brief of this date uses.

    Words that were never used before are for this evidence, but for a review: nobody can have
    read what no draft was made of. Raises StateError, and what reading decisions raises.
    """
    occasion = config.occasion(issue)
    decisions = load_decisions(Path(config.decisions))
    settled = _of_this_issue(_with_decided(config, decisions, occasion), occasion)
    used = {part: own for part in OwnPart if (own := _own(settled.config, part))}
    if not used:
        return settled
    mark = mark_of(evidence)
    with open_words(Path(config.state)) as book:
        for part, own in used.items():
            review = part is OwnPart.REVIEW
            seen = _what_is_read(mark, settled.config, decisions) if review else mark
            written = Written(own.issue, part, _digest(own.words), seen)
            said = frozenset(_written_for(part, decisions, occasion))
            known = said | book.evidence_of(own.issue, part, written.words)
            if not known and not (review and purpose is not Purpose.DRAFT):
                known = frozenset([seen])
            if any(map(seen.startswith, known)):
                settled = replace(settled, written=(*settled.written, written))
            elif purpose is Purpose.DRAFT:
                settled = replace(settled, to_confirm=(*settled.to_confirm, part))
            else:
                remark = f"{part}: {_CHANGED if known else _UNREAD}: not used"
                settled = _without(settled, part, remark)
    return settled


def mark_doubts(brief: Brief, parts: tuple[OwnPart, ...]) -> Brief:
    """Return a brief that says of these parts that they are to be confirmed."""
    return replace(brief, masthead=replace(brief.masthead, to_confirm=parts))


def keep(settled: Settled) -> None:
    """Keep for which evidence the words were written that a brief uses. Raises StateError."""
    if settled.written:
        with open_words(Path(settled.config.state)) as book:
            book.add(settled.written)


def confirm(
    state: Path, occasion: Occasion, part: OwnPart, words: Sequence[str], evidence: Evidence
) -> None:
    """Note that a person stands by words of an issue as the evidence is now.

    It holds under all names that the issue has. Raises StateError.
    """
    mark = mark_of(evidence)
    with open_words(state) as book:
        book.add(Written(name, part, _digest(words), mark) for name in occasion.names)


def mark_of(evidence: Evidence) -> str:
    """Return the digest of what the sources state, as it was found and corrected.

    Which version has found it does not count, nor which decisions are about what is shown.
    """
    bare = replace(evidence, generator=_NOBODY, decided=(), stale=())
    return hashlib.sha256(encode_line(bare)).hexdigest()


def _with_decided(config: Config, decisions: Sequence[Decision], occasion: Occasion) -> Config:
    """Return the configuration with the words that the desk decided on for an issue."""
    file = Path(config.decisions)
    for one in decisions:
        told = one.wording
        if told.issue not in occasion.names:
            continue
        if one.act is Act.HEADLINE:
            own = Headline(_placed(" ".join(told.text), one, file), told.issue)
            config = replace(config, headline=own)
        elif one.act is Act.BOTTOM_LINE:
            lines = tuple(_placed(text, one, file) for text in told.text)
            config = replace(config, bottom_line=BottomLine(lines, told.issue))
        elif one.act is Act.ASSESSMENT:
            section = _section(one, file)
            others = (own for own in config.assessment if own.title != section.title)
            config = replace(config, assessment=(*others, section))
    return config


def _section(decision: Decision, file: Path) -> Assessment:
    """Return the section that an entry of decisions.yaml gives; usually behind the bottom line."""
    told = decision.wording
    after = told.after or ("" if told.before else SectionName.BOTTOM_LINE)
    return Assessment(
        title=told.title or UNTITLED,
        text=_placed("\n\n".join(told.text), decision, file),
        issue=told.issue,
        after=SectionName(after) if after else None,
        before=SectionName(told.before) if told.before else None,
    )


def _placed(words: str, decision: Decision, file: Path) -> str:
    """Return words of an entry of decisions.yaml, which know where that stands."""
    source = file.read_text("utf-8-sig")
    return Placed.at(words, Origin(file.name, source, offset_of(source, decision.line, 1)))


def _written_for(part: OwnPart, decisions: Sequence[Decision], occasion: Occasion) -> Iterator[str]:
    """Yield how the digests begin of the evidence that words are for, as decisions say."""
    own = [one for one in decisions if one.wording.issue in occasion.names]
    at = max((n for n, one in enumerate(own) if one.act.value == part), default=0)
    last = {one.wording.title: one.wording.evidence for one in own if one.act.value == part}
    if len(set(last.values())) == 1:
        yield from filter(None, last.values())
    for one in own[at:]:
        if one.wording.evidence and one.value == part:
            yield one.wording.evidence


def _of_this_issue(config: Config, occasion: Occasion) -> Settled:
    """Leave out words of other issues; those of a later one wait without a word."""
    settled = _sections_of(Settled(config), occasion)
    for part in OwnPart:
        own = _own(settled.config, part)
        if own and own.issue not in occasion.names:
            old = f"{part}: is for {own.issue}, before this issue: not used"
            settled = _without(settled, part, old if occasion.follows(own.issue) else "")
    return settled


def _sections_of(settled: Settled, occasion: Occasion) -> Settled:
    """Leave out sections of other issues, of which each is for one of its own."""
    kept, remarks = [], []
    for one in settled.config.assessment:
        if one.issue in occasion.names:
            kept.append(one)
        elif occasion.follows(one.issue):
            named = f"assessment “{one.title}”"
            remarks.append(f"{named}: is for {one.issue}, before this issue: not used")
    config = replace(settled.config, assessment=tuple(kept))
    return replace(settled, config=config, remarks=(*settled.remarks, *remarks))


def _what_is_read(mark: str, config: Config, decisions: Iterable[Decision]) -> str:
    """Return the digest of what a reviewer reads: evidence, the analyst's words, what is shown."""
    own = (_own(config, part) for part in OwnPart if part is not OwnPart.REVIEW)
    words = (one for part in own if part for one in part.words)
    return _digest((mark, *words, *(one.id for one in decisions if one.act not in OF_WORDING)))


def _own(config: Config, part: OwnPart) -> _Own | None:
    held: Mapping[OwnPart, _Own | None] = {
        OwnPart.HEADLINE: config.headline,
        OwnPart.BOTTOM_LINE: config.bottom_line,
        OwnPart.ASSESSMENT: Assessments(config.assessment) if config.assessment else None,
        OwnPart.REVIEW: config.reviewed_by,
    }
    return held[part]


def _without(settled: Settled, part: OwnPart, remark: str) -> Settled:
    remarks = (*settled.remarks, remark) if remark else settled.remarks
    fewer: dict[str, Any] = {part.value: () if part is OwnPart.ASSESSMENT else None}
    return replace(settled, config=replace(settled.config, **fewer), remarks=remarks)


def _digest(words: Iterable[str]) -> str:
    return hashlib.sha256(json.dumps(list(words)).encode()).hexdigest()

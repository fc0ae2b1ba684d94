"""What became of the inputs: files that were skipped, and what is noteworthy of the others."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from briefgen.model.evidence import Evidence, SourceRecord
from briefgen.render.wording import sentence

_SET_ASIDE = "set-aside"
_REPAIRED = "-repaired"
_ROUTINE = ("sentences-passed-over",)
_ROUTINE_REASON = "heading"


@dataclass(frozen=True, slots=True)
class Remark:
    """Sentences about one file; `key` is "" for a file that was skipped."""

    key: str
    path: str
    text: str


def account(evidence: Evidence) -> tuple[Remark, ...]:
    """Say of every input what was not used or not as it should be, each in one remark."""
    skipped = (
        Remark("", one.path, sentence(f"skipped ({one.reason}): {one.detail}"))
        for one in evidence.skipped
    )
    used = (
        Remark(source.key, source.path, " ".join(sentences))
        for source in evidence.sources
        if (sentences := tuple(_sentences(source)))
    )
    return (*skipped, *used)


def _sentences(source: SourceRecord) -> Iterator[str]:
    for notice in source.warnings:
        reason, _, places = notice.detail.partition(": ¶ ")
        if notice.code == _SET_ASIDE and places:
            if reason != _ROUTINE_REASON:
                yield f"{_paragraphs(places)} set aside ({reason})."
        elif notice.code.endswith(_REPAIRED):
            yield sentence(f"repaired in {notice.detail}")
        elif notice.code not in _ROUTINE:
            yield sentence(notice.detail)


def _paragraphs(places: str) -> str:
    """Write "4, 5, 6, 9" as "Paragraphs 4–6 and 9 were"."""
    numbers = sorted({int(number) for number in re.findall(r"\d+", places)})
    if not numbers:
        return "Passages were"
    stretches = []
    for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        inside = [number for _, number in run]
        dash = f"–{inside[-1]}" if len(inside) > 1 else ""
        stretches.append(f"{inside[0]}{dash}")
    *most, final = stretches
    listed = f"{', '.join(most)} and {final}" if most else final
    return f"Paragraphs {listed} were" if len(numbers) > 1 else f"Paragraph {listed} was"

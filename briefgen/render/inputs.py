"""What became of the inputs: files that were skipped, and what is noteworthy of the others."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from briefgen.model.evidence import Evidence, SourceRecord
from briefgen.render.wording import sentence

_SET_ASIDE = "set-aside"
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
    aside = []
    for notice in source.warnings:
        reason, _, places = notice.detail.partition(": ¶ ")
        if notice.code == _SET_ASIDE and places:
            if reason != _ROUTINE_REASON:
                numbers = _ranges(places)
                aside.append(f"¶ {numbers} ({reason})" if numbers else reason)
        elif notice.code.endswith("-repaired"):
            yield sentence(f"repaired in {notice.detail}")
        elif notice.code not in _ROUTINE:
            yield sentence(notice.detail)
    if aside:
        yield sentence(f"set aside: {_listed(aside)}")


def _ranges(places: str) -> str:
    """Write "4, 5, 6, 9" as "4–6, 9"."""
    numbers = sorted({int(number) for number in re.findall(r"\d+", places)})
    runs = (
        [number for _, number in run]
        for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0])
    )
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs)


def _listed(parts: Iterable[str]) -> str:
    *most, last = parts
    return f"{', '.join(most)} and {last}" if most else last

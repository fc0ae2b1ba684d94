"""Fixed forms of dates, pinpoints and numbers, the same in every format and language setting."""

from collections.abc import Iterable, Sequence

from briefgen.model.brief import Use
from briefgen.model.citations import Citation
from briefgen.model.days import long_date, written
from briefgen.model.facts import When
from briefgen.model.records import SourceRecord
from briefgen.model.text import GUESSED, IN_ADDRESS, IN_NAME, PRINTED

_NUMBERS = (
    "one", "two", "three", "four", "five", "six",
    "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip

_FOUND = {
    PRINTED: " (as printed in it)",
    IN_ADDRESS: " (by its address)",
    IN_NAME: " (by its file's name)",
    GUESSED: " (a guess)",
}

_GLUED = 20
"""The most characters that are kept on one line with a citation mark."""

_LINE = 40
"""The most characters of a word that surely fits into a column."""

_KILO = 1000

_MOST_LISTED = 6
"""Names listed in one remark; the others are counted."""


def resolved(when: When) -> str:
    """Write the day, month, year or range that a date stands for; "" if it is not known."""
    return written(when.start, when.end, when.precision)


def counted(number: int, noun: str) -> str:
    """Write "1 source", "2 sources"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def in_words(number: int, noun: str) -> str:
    """Write "one source", "two sources"; numbers above twelve in digits."""
    words = _NUMBERS[number - 1] if 1 <= number <= len(_NUMBERS) else str(number)
    return f"{words} {noun}" if number == 1 else f"{words} {noun}s"


def listed(names: Sequence[str]) -> str:
    """Write "S1, S2 and S3"; of many the first ones, and how many more."""
    shown = list(names[:_MOST_LISTED])
    if len(names) > len(shown):
        shown.append(f"{len(names) - len(shown)} more")
    return " and ".join(filter(None, (", ".join(shown[:-1]), shown[-1]))) if shown else ""


def size(number: int) -> str:
    """Write a number of bytes as people do: "640 bytes", "33 kB", "1.2 MB"."""
    if number < _KILO:
        return f"{number} bytes"
    if round(number / _KILO) < _KILO:
        return f"{number / _KILO:.0f} kB"
    return f"{number / _KILO**2:.1f} MB"


def fingerprint(record: SourceRecord) -> str:
    """Write the beginning of a source's hash, and whether it is one that only the desk can make."""
    return f"{record.sha256[:12]}{', salted' if record.protected else ''}"


def published(record: SourceRecord) -> str:
    """Write a source's date, and where it was found if neither a person nor its file says it."""
    found = _FOUND.get(record.published_from, "") if record.published else ""
    return f"{long_date(record.published)}{found}"


def unused(record: SourceRecord) -> str:
    """Say of a source that was read but not analysed why; "" of any other."""
    return record.status if record.status.startswith("not analysed") else ""


def pinpoint(citation: Citation) -> str:
    """Name source and paragraph, or the nearest thing to one: "S3 ¶2", "S3 p. 4"."""
    return citation.mark


def whereabouts(citation: Citation) -> str:
    """Name all that helps to find a passage beyond its pinpoint; "" when there is no more."""
    place = citation.locator
    named = (
        ("under", place.head),
        ("entry", place.entry),
        ("part", place.part),
        ("paragraph", place.paragraph if place.page or place.table or place.slide else None),
        ("line", place.line if place.paragraph else None),
    )
    return ", ".join(f"{name} {value}" for name, value in named if value is not None)


def glued(text: str) -> tuple[str, str]:
    """Split `text` before its last word, which stays on one line with a citation mark.

    Of a very long word only the end is kept, so that a narrow page can still break it.
    """
    word = text.rstrip()
    cut = max(word.rfind(space) for space in " \n\t\N{NO-BREAK SPACE}") + 1
    if len(word) - cut > _GLUED:
        cut = len(word) - _GLUED // 2
    return text[:cut], text[cut:]


def unbroken(text: str) -> bool:
    """Tell whether a word is too long for a line, as web addresses are."""
    return max(map(len, text.split()), default=0) > _LINE


def sentence(text: str) -> str:
    """Write a remark with a capital and a full stop."""
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."


def clipped(text: str, length: int) -> str:
    """Return one line of at most `length` characters, cut between words if it has any."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    whole, _, _ = line[: length - 1].rpartition(" ")
    return f"{whole} …" if whole else f"{line[: length - 1]}…"


def grouped(items: Iterable[Use]) -> tuple[tuple[str, tuple[Use, ...]], ...]:
    """Group items under the words of their labels: "Fact" holds "Fact 1" and "Fact 3"."""
    ordered: dict[str, list[Use]] = {}
    for item in items:
        ordered.setdefault(item.label.rpartition(" ")[0], []).append(item)
    return tuple((words, tuple(held)) for words, held in ordered.items())


def ordinal(item: Use) -> str:
    """Return the number in an item's label: "3" of "Fact 3"."""
    return item.label.rpartition(" ")[2]

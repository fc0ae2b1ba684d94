"""Where one mail stands inside the text of another: the fields that programs copy above it."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import chain

from briefgen.formats.dating.stated import stated_day
from briefgen.formats.letters.lines import Line
from briefgen.formats.letters.senders import sender

WORDS = tomllib.loads(files(__package__).joinpath("data/letters.toml").read_text("utf-8"))
_FIELD_OF = {name: field for field, names in WORDS["fields"].items() for name in names}
_NAMES = "|".join(sorted(map(re.escape, _FIELD_OF), key=len, reverse=True))
_FIELD = re.compile(rf"\*?({_NAMES})\s?:\*?\s*(.*)", re.IGNORECASE)
_LONGEST_LINE = 1000
_LONGEST_HEAD = 40
_FEWEST_FIELDS = 3


def any_of(patterns: Sequence[str]) -> re.Pattern[str]:
    """Return one pattern, without case, for any of several."""
    return re.compile("|".join(f"(?:{one})" for one in patterns), re.IGNORECASE)


_FORWARDED = any_of(WORDS["heads"]["forwarded"])
_QUOTED = any_of(WORDS["heads"]["quoted"])
_RULE = any_of(WORDS["heads"]["rule"])
_ABOVE = any_of(WORDS["quoting"]["above"])
_PREFIX = r"(?:{}) ?(?:\[\d+\])?:"
_ANSWERED = re.compile(_PREFIX.format("|".join(WORDS["subjects"]["answered"])), re.IGNORECASE)
_PREFIXES = re.compile(
    rf"(?:{_PREFIX.format('|'.join(chain(*WORDS['subjects'].values())))}\s*)+", re.IGNORECASE
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Head:
    """The fields above a mail inside another: lines [first, last), and what they say.

    `day` is an ISO 8601 day, "" where none can be told. `announced` tells that a line before
    them says that the mail is forwarded.
    """

    first: int
    last: int
    author: str
    day: str
    subject: str
    announced: bool


def find_heads(lines: Sequence[Line]) -> tuple[Head, ...]:
    """Return the heads of all mails inside a mail that are not part of what an answer quotes."""
    found: list[Head] = []
    at = 0
    while at < len(lines):
        head = _head(lines, at)
        if head is not None and _is_own(lines, head):
            found.append(head)
            at = head.last
        else:
            at += 1
    return tuple(found)


def is_answer(subject: str) -> bool:
    """Tell whether a mail's subject is that of an answer."""
    return bool(_ANSWERED.match(subject))


def bare_subject(subject: str) -> str:
    """Return a subject without the marks of forwarding and answering before it."""
    return _PREFIXES.sub("", subject, count=1).strip() or subject


def is_above_quotation(text: str) -> bool:
    """Tell the line that stands above what an answer quotes: "On 3 May 2026 Ada wrote:"."""
    return len(text) < _LONGEST_LINE and bool(_ABOVE.fullmatch(text))


def _head(lines: Sequence[Line], at: int) -> Head | None:
    """Return the head that begins at a line, if one does."""
    announced = bool(_FORWARDED.fullmatch(lines[at].text))
    introduced = announced or bool(_QUOTED.fullmatch(lines[at].text))
    first = at + (introduced or bool(_RULE.fullmatch(lines[at].text)))
    fields, last = _fields(lines, first)
    if "from" not in fields:
        return Head(at, first, "", "", "", announced) if announced else None
    told = sum(name in fields for name in ("from", "date", "to", "subject"))
    dated = "date" in fields and any(c.isdigit() for c in fields["date"])
    told_plainly = told >= _FEWEST_FIELDS and dated and _opens_with_from(lines[first])
    if not (introduced and told > 1) and not told_plainly:
        return None
    subject = bare_subject(fields.get("subject", ""))
    author = sender(fields["from"])
    return Head(at, last, author, stated_day(fields.get("date", "")), subject, announced)


def _opens_with_from(line: Line) -> bool:
    field = _FIELD.match(line.text)
    return field is not None and _FIELD_OF[field[1].casefold()] == "from"


def _fields(lines: Sequence[Line], first: int) -> tuple[Mapping[str, str], int]:
    """Return the fields from a line on, the first of a name, and the line after them."""
    fields: dict[str, str] = {}
    name = ""
    until = min(first + _LONGEST_HEAD, len(lines))
    for at in range(first, until):
        text, apart = lines[at].text, lines[at].apart
        field = _FIELD.match(text) if len(text) < _LONGEST_LINE else None
        if field is not None:
            name = _FIELD_OF[field[1].casefold()]
            fields.setdefault(name, field[2])
        elif name and not fields[name]:
            fields[name] = text  # a table has names and values in cells of their own
        elif apart or not name or not _goes_on(text, name):
            return fields, at
    return fields, until


def _goes_on(text: str, name: str) -> bool:
    """Tell the second line of a list of addresses or of a wrapped field."""
    return name in ("from", "to", "other") and ("@" in text or text.endswith((";", ",", ">")))


def _is_own(lines: Sequence[Line], head: Head) -> bool:
    """Tell a mail that was forwarded from one that stands in what an answer quotes."""
    if lines[head.first].depth == 0:
        return True
    before = lines[head.first - 1] if head.first else None
    if before is None:
        return True
    return before.depth < lines[head.first].depth and not is_above_quotation(before.text)

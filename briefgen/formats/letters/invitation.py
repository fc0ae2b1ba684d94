"""Invitations (iCalendar, RFC 5545): what takes place, when and where, in lines of words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from briefgen.errors import ReadError
from briefgen.formats.dating.iso import day_of, day_of_pdf
from briefgen.formats.encoding import decode
from briefgen.formats.sniffing import CALENDAR
from briefgen.formats.structure import Reading
from briefgen.model.limits import Limits
from briefgen.model.spans import Edit, Span
from briefgen.model.text import IN_FILE, Block, BlockKind, Locator, Metadata

_LINE = re.compile(r"[^\n]+(?:\n[ \t][^\n]*)*")
_PROPERTY = re.compile(
    r"(?P<name>[A-Za-z-]+)(?P<parameters>(?:\n[ \t]|;(?:[^\":;\n]|\"[^\"\n]*\"|\n[ \t])*)*):",
)
_UNFOLDED = re.compile(r"\n[ \t]")
_FOLDED_OR_ESCAPED = re.compile(r"(?:\n[ \t])+|\\(?:\n[ \t])?([nN,;\\])")
_TIME = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)\d\d(Z?))?")
_ZONE = re.compile(r"TZID=\"?([^\":;]+)", re.IGNORECASE)
_LABELS = {"SUMMARY": "What: ", "LOCATION": "Where: ", "DESCRIPTION": ""}


@dataclass(frozen=True, slots=True)
class _Property:
    """A line of a calendar, unfolded or not, at [start, end); its value begins at `value`."""

    name: str
    parameters: str
    start: int
    value: int
    end: int


def read_invitation(content: bytes, _: Limits) -> Reading:
    """Read the events of a calendar; what tells only programs something is left out."""
    text, encoding, notices = decode(content)
    blocks: list[Block] = []
    edits: list[Edit] = []
    saved = ""
    at = 0
    for one in _told(text):
        value = text[one.value : one.end]
        if one.name == "METHOD" and value.strip().upper() == "REPLY":
            raise ReadError("empty", "it only answers an invitation")
        if one.name == "DTSTAMP":
            saved = saved or day_of_pdf(value[:8])
            continue
        line = list(_line(text, one))
        if not line or not value.strip():
            continue
        if at < one.start:
            edits.append(Edit(Span(at, one.start), "\n\n" if blocks else ""))
        edits += line
        place = Locator(paragraph=len(blocks) + 1)
        blocks.append(Block(Span(one.start, one.end), BlockKind.ITEM, place))
        at = one.end
    if blocks and at < len(text):
        edits.append(Edit(Span(at, len(text))))
    known = Metadata(published=saved, published_from=IN_FILE if saved else "")
    held = text if blocks else ""
    return Reading(CALENDAR, held, encoding, tuple(blocks), tuple(edits), (), known, notices)


def _told(text: str) -> Iterator[_Property]:
    """Yield the properties of the calendar and its events, not of zones and alarms in it."""
    inside: list[str] = []
    for line in _LINE.finditer(text):
        found = _PROPERTY.match(line[0])
        if not found:
            continue
        name = found["name"].upper()
        value = line[0][found.end() :].strip().upper()
        if name == "BEGIN":
            inside.append(value)
        elif name == "END":
            inside[-1:] = []
        elif inside[-1:] in (["VEVENT"], ["VCALENDAR"]):
            parameters = _UNFOLDED.sub("", found["parameters"])
            yield _Property(name, parameters, line.start(), line.start() + found.end(), line.end())


def _line(text: str, one: _Property) -> Iterator[Edit]:
    """Yield the edits that make a readable line of a property; none for one that says nothing."""
    if one.name in ("DTSTART", "STATUS"):
        words = _words(_UNFOLDED.sub("", text[one.value : one.end]), one)
        if words:
            yield Edit(Span(one.start, one.end), words)
    elif one.name in _LABELS:
        yield Edit(Span(one.start, one.value), _LABELS[one.name])
        for found in _FOLDED_OR_ESCAPED.finditer(text, one.value, one.end):
            said = found[1] or ""
            yield Edit(Span(*found.span()), "\n" if said in ("n", "N") else said)


def _words(value: str, one: _Property) -> str:
    if one.name == "STATUS":
        return "The event is cancelled." if value.strip().upper() == "CANCELLED" else ""
    time = _TIME.match(value.strip())
    if not time or not day_of(int(time[1]), int(time[2]), int(time[3])):
        return ""
    day = datetime(int(time[1]), int(time[2]), int(time[3]))  # noqa: DTZ001 - a day alone
    words = f"When: {day:%A}, {day.day} {day:%B %Y}"
    if time[4]:
        zone = _ZONE.search(one.parameters)
        named = " UTC" if time[6] else f" {zone[1]} time" if zone else ""
        words += f", {time[4]}:{time[5]}{named}"
    return f"{words}."

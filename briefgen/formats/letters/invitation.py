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
from briefgen.model.locators import Locator
from briefgen.model.spans import Edit, Span
from briefgen.model.text import IN_FILE, Block, BlockKind, Metadata

_LINE = re.compile(r"[^\n]+(?:\n[ \t][^\n]*)*")
_PROPERTY = re.compile(
    r"(?P<name>[A-Za-z-]+)(?P<parameters>(?:\n[ \t]|;(?:[^\":;\n]|\"[^\"\n]*\"|\n[ \t])*)*):",
)
_UNFOLDED = re.compile(r"\n[ \t]")
_FOLDED_OR_ESCAPED = re.compile(r"(?:\n[ \t])+|\\(?:\n[ \t])?([nN,;\\])")
_TIME = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)\d\d(Z?))?")
_ZONE = re.compile(r"TZID=\"?([^\":;]+)", re.IGNORECASE)
_LABELS = {"SUMMARY": "What: ", "LOCATION": "Where: ", "DESCRIPTION": ""}
_OF_ONE = frozenset(["SUMMARY", "DTSTART", "LOCATION"])
_CALLED_OFF = "Cancelled: "
_STOPS = (".", "!", "?")


@dataclass(frozen=True, slots=True)
class _Property:
    """A line of a calendar, unfolded or not, at [start, end); its value begins at `value`.

    `event` counts the events before and around it.
    """

    name: str
    parameters: str
    start: int
    value: int
    end: int
    event: int


def read_invitation(content: bytes, _: Limits) -> Reading:
    """Read the events of a calendar; what tells only programs something is left out.

    What, when and where are one block, as far as nothing else stands between them.
    """
    text, encoding, notices = decode(content)
    told = list(_told(text))
    off = {one.event for one in told if _value(text, one) == ("STATUS", "CANCELLED")}
    if ("METHOD", "REPLY") in (_value(text, one) for one in told):
        raise ReadError("empty", "it only answers an invitation")
    saved = next((day for one in told if (day := _saved(text, one))), "")
    blocks: list[Block] = []
    edits: list[Edit] = []
    last: _Property | None = None
    for one in told:
        line = list(_line(text, one, called_off=one.event in off))
        if not (line and text[one.value : one.end].strip()):
            continue
        start = last.end if last else 0
        goes_on = last is not None and last.event == one.event and {last.name, one.name} <= _OF_ONE
        if start < one.start:
            edits.append(Edit(Span(start, one.start), _between(text, last, goes_on=goes_on)))
        edits += line
        begun = blocks.pop().span.start if goes_on else one.start
        place = Locator(paragraph=len(blocks) + 1)
        blocks.append(Block(Span(begun, one.end), BlockKind.ITEM, place))
        last = one
    if last and last.end < len(text):
        edits.append(Edit(Span(last.end, len(text))))
    known = Metadata(published=saved, published_from=IN_FILE if saved else "")
    held = text if blocks else ""
    return Reading(CALENDAR, held, encoding, tuple(blocks), tuple(edits), (), known, notices)


def _value(text: str, one: _Property) -> tuple[str, str]:
    return one.name, text[one.value : one.end].strip().upper()


def _saved(text: str, one: _Property) -> str:
    return day_of_pdf(text[one.value : one.value + 8]) if one.name == "DTSTAMP" else ""


def _between(text: str, last: _Property | None, *, goes_on: bool) -> str:
    """Return what parts a line from the one before: a stop inside a block, unless that has one."""
    if last is None or not goes_on:
        return "\n\n" if last else ""
    stopped = last.name == "DTSTART" or text[last.value : last.end].rstrip().endswith(_STOPS)
    return " " if stopped else ". "


def _told(text: str) -> Iterator[_Property]:
    """Yield the properties of the calendar and its events, not of zones and alarms in it."""
    inside: list[str] = []
    event = 0
    for line in _LINE.finditer(text):
        found = _PROPERTY.match(line[0])
        if not found:
            continue
        name = found["name"].upper()
        value = line[0][found.end() :].strip().upper()
        if name == "BEGIN":
            inside.append(value)
            event += value == "VEVENT"
        elif name == "END":
            inside[-1:] = []
        elif inside[-1:] in (["VEVENT"], ["VCALENDAR"]):
            parameters = _UNFOLDED.sub("", found["parameters"])
            begun = line.start() + found.end()
            yield _Property(name, parameters, line.start(), begun, line.end(), event)


def _line(text: str, one: _Property, *, called_off: bool) -> Iterator[Edit]:
    """Yield the edits that make a readable line of a property; none for one that says nothing."""
    if one.name == "DTSTART":
        if words := _time(_UNFOLDED.sub("", text[one.value : one.end]), one):
            yield Edit(Span(one.start, one.end), words)
    elif one.name in _LABELS:
        off = called_off and one.name == "SUMMARY"
        yield Edit(Span(one.start, one.value), _CALLED_OFF if off else _LABELS[one.name])
        for found in _FOLDED_OR_ESCAPED.finditer(text, one.value, one.end):
            said = found[1] or ""
            yield Edit(Span(*found.span()), "\n" if said in ("n", "N") else said)


def _time(value: str, one: _Property) -> str:
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

"""IPTC 7901, the text of wires: a head, headlines that end in "=", hard-wrapped paragraphs."""

import re
from collections.abc import Iterator
from dataclasses import replace

from briefgen.errors import ReadError
from briefgen.formats.dating.stated import stated_day
from briefgen.formats.encoding import decode
from briefgen.formats.newsroom.release import embargo
from briefgen.formats.plain import structure_text
from briefgen.formats.sniffing import TICKER
from briefgen.formats.structure import Part, Reading
from briefgen.formats.web.authors import author_of
from briefgen.model.limits import Limits
from briefgen.model.locators import Locator
from briefgen.model.text import IN_FILE, Block, BlockKind, Metadata

_SIGNS = bytes.maketrans(b"\x01\x02\x03\x04\x16\x7f", b" " * 6)
_LEGACY = "iso-8859-1"
_SERVICE = re.compile(rb"\x01[^\r\n]*?[ \t]([A-Za-z][\w-]{1,20})[ \t]+\d{1,5}[ \t]*\r?\n")
_HEADLINES = re.compile(r"(?:[^\n]*\S[^\n]*\n){0,5}[^\n]*[ \t]=[ \t]*(?=\n)")
_SENT = re.compile(r"\s*(\d\d)\d{4}(?:[ \t]+[A-Z]{3,4})?[ \t]+([^\W\d_]{3,9})[ \t]+(\d\d)\b")
_NOTES = re.compile(
    r"^(?:#[ \t]\S|(?:[* \t]+\n)?[^\n]{0,60}\bnot (?:intended )?for publication\b)",
    re.MULTILINE | re.IGNORECASE,
)
_EMBARGO = re.compile(
    r"^[ \t(]*(?:embargo(?:ed)?|sperrfrist)\b[^\n\d]{0,40}([^\n)=]{0,40})",
    re.MULTILINE | re.IGNORECASE,
)
_BYLINE = re.compile(r"By[ \t]+", re.IGNORECASE)
NOTE = "note to editors"


def read_ticker(content: bytes, limits: Limits) -> Reading:
    """Read a story, or several that follow each other, each a source of its own.

    What stands under a note that it is not for publication is set aside to the end.
    """
    begins = [sign.start() for sign in re.finditer(rb"\x01", content)]
    if len(begins) > limits.parts:
        detail = f"{len(begins):,} stories; the limit is {limits.parts:,}"
        raise ReadError("too-many-parts", detail)
    if len(begins) == 1:
        return _story(content)
    stories = zip(begins, [*begins[1:], len(content)], strict=True)
    parts = (
        Part(f"entry {n}", content[start:end], TICKER, place=Locator(entry=n))
        for n, (start, end) in enumerate(stories, 1)
    )
    return Reading(TICKER, parts=tuple(parts))


def _story(content: bytes) -> Reading:
    head, begun, rest = content.partition(b"\x02")
    body, ended, foot = rest.partition(b"\x03")
    if not (begun and ended):
        raise ReadError("malformed", "its end is missing: have it sent again")
    text, encoding, notices = decode(content.translate(_SIGNS), _LEGACY)
    start, end = (_length(part, encoding) for part in (head + begun, head + begun + body))
    found = _HEADLINES.match(text, start, end)
    told = found.end() if found else start
    held = _EMBARGO.search(text, 0, told)
    if held:
        raise ReadError(*embargo(held[1].strip()))
    note = _NOTES.search(text, told, end)
    blocks = _blocks(text, told, end, note.start() if note else end)
    lines = [" ".join(line.split()) for line in text[start:told].rstrip(" \t=").splitlines()]
    service = _SERVICE.search(head)
    known = _known(lines, service[1].decode("ascii", "replace") if service else "", foot)
    return Reading(TICKER, text, encoding, tuple(blocks), (), (), known, notices)


def _blocks(text: str, start: int, end: int, note: int) -> Iterator[Block]:
    """Yield the paragraphs of a story that hold words, those of its notes to editors set aside."""
    blank = re.sub(r"[^\n]", " ", text[:start])
    for block in structure_text(f"{blank}{text[start:end]}").blocks:
        if not any(map(str.isalnum, block.span.of(text))):
            continue  # a rule of stars
        aside = block.span.start >= note
        yield replace(block, kind=BlockKind.BOILERPLATE, reason=NOTE) if aside else block


def _known(lines: list[str], service: str, foot: bytes) -> Metadata:
    """Return what the headlines, the head and the foot say of a story."""
    bylines = [line for line in lines if _BYLINE.match(line)]
    titles = [line for line in lines if line and line not in bylines]
    names = "; ".join(line.partition(",")[0] for line in bylines)
    sent = _SENT.match(foot.translate(_SIGNS).decode("ascii", "replace"))
    published = stated_day(f"{sent[1]} {sent[2]} 20{sent[3]}") if sent else ""
    return Metadata(
        title=titles[-1] if titles else "",
        author=author_of(names, service),
        publisher=service,
        published=published,
        published_from=IN_FILE if published else "",
    )


def _length(content: bytes, encoding: str) -> int:
    """Return how many characters bytes are, each ending of a line as one."""
    return len(re.sub(r"\r\n?", "\n", content.decode(encoding, "replace")))

"""Rich text (RTF 1.9.1): words and their place from control words, by a reader of our own."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from briefgen.errors import ReadError
from briefgen.formats.dating.iso import day_of
from briefgen.formats.heads import Cell, find_heads
from briefgen.formats.office.flow import Passage, flowing, left_out
from briefgen.formats.office.rich_tokens import SPECIAL, Token, fonts_of, styles_of, tokens
from briefgen.formats.raised import running
from briefgen.formats.sniffing import RTF
from briefgen.formats.structure import Reading
from briefgen.model.limits import Limits
from briefgen.model.locators import Locator
from briefgen.model.text import GUESSED, BlockKind, Metadata, Notice

_DEEPEST = 500
_MOST_SKIPPED = 10
_HEADING = re.compile(r"heading \d|title|subtitle", re.IGNORECASE)
_SKIPPED = frozenset([
    "fonttbl", "colortbl", "stylesheet", "pict", "nonshppict", "header", "headerl", "headerr",
    "headerf", "footer", "footerl", "footerr", "footerf", "fldinst", "listtext", "pntext", "ftnsep",
    "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn", "xe", "tc", "private", "objdata", "sp",
    "listtable", "listoverridetable", "revtbl", "rsidtbl", "themedata", "colorschememapping",
    "latentstyles", "datastore", "bkmkstart", "bkmkend", "generator", "filetbl", "template",
])  # fmt: skip
"""Destinations (RTF 1.9.1, appendix B) whose text is no running text."""

_NOTES = {"footnote": "footnote", "annotation": "comment", "shptxt": "text box"}
_BESIDE = frozenset([*_NOTES.values(), "endnote"])
_DAYS = ("revtim", "creatim")
_SWITCHES = {
    "deleted": "deleted",
    "v": "hidden",
    "strike": "struck",
    "striked": "struck",
    "mvf": "deleted",
}
_ENDS = frozenset(["par", "sect", "page", "column", "nestcell", "nestrow"])
_CELLS = frozenset(["cell", "row"])
_BLANK = b" \t\0\x1a"
_HEIGHTS = {"super": "superscript", "sub": "subscript", "nosupersub": ""}


def read_rtf(content: bytes, _: Limits) -> Reading:
    """Read rich text as it is once changes are accepted; hidden and struck words are no text."""
    reader = _Reader(content)
    reader.run()
    text, found = flowing(list(reader.passages()))
    days = (
        day_of(*told) for told in map(reader.days.get, _DAYS) if told and len(told) == len("ymd")
    )
    day = next(filter(None, days), "")
    return Reading(
        RTF,
        text,
        blocks=found.blocks,
        metadata=Metadata(
            " ".join("".join(reader.title).split()),
            published=day,
            published_from=GUESSED if day else "",
        ),
        notices=tuple(reader.notices()),
    )


@dataclass(frozen=True, slots=True)
class _State:
    """What holds inside a group: where words go, and how they look."""

    into: str = "text"
    font: int = -1
    skip: int = 1
    height: str = ""
    hidden: bool = False
    struck: bool = False
    deleted: bool = False


@dataclass(slots=True)
class _Line:
    """A paragraph in the making."""

    words: list[tuple[str, str]] = field(default_factory=list)
    beside: list[Passage] = field(default_factory=list)
    kind: BlockKind = BlockKind.PARAGRAPH
    in_table: bool = False


class _Reader:
    """Walks through the tokens of a file once."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._fonts, self._page = fonts_of(content)
        self._styles = styles_of(content)
        self._states = [_State()]
        self._lines = [_Line()]
        self._done: list[tuple[Passage, int]] = []
        self._counts: Counter[str] = Counter()
        self._left: Counter[str] = Counter()
        self._beyond = False
        self._at = (0, 0, 0)
        self._bytes = bytearray()
        self._units: list[int] = []
        self.title: list[str] = []
        self.days: dict[str, list[int]] = {name: [] for name in _DAYS}

    def run(self) -> None:
        """Read all tokens."""
        over, starred = 0, False
        rest = tokens(self._content)
        for token in rest:
            if over and token.kind in ("text", "byte", "symbol"):
                taken = min(over, len(token.raw)) if token.kind == "text" else 1
                over -= taken
                if token.kind != "text" or taken == len(token.raw):
                    continue
                token = replace(token, raw=token.raw[taken:])  # noqa: PLW2901
            if token.kind == "word" and token.name == "u":
                self._flush_bytes()
                self._units.append(token.number(0) % 0x10000)
                over = self._states[-1].skip
                continue
            if token.kind in ("byte", "text"):
                self._flush_units()
                self._bytes += token.raw if token.kind == "text" else bytes([int(token.raw, 16)])
                continue
            self._flush()
            if token.kind in ("open", "close"):
                over = 0
            self._token(token, starred=starred)
            if token.kind == "close" and len(self._states) == 1:
                break
            starred = token.kind == "symbol" and token.name == "*"
        self._beyond = any(one.kind == "text" and one.raw.strip(_BLANK) for one in rest)
        self._flush()
        self._end()

    def notices(self) -> Iterator[Notice]:
        """Say what was left out, and that a file ends in the middle."""
        yield from left_out(self._left)
        if len(self._states) > 1:
            yield Notice("cut-off", "It ends in the middle: have it sent again to read the rest.")

        if self._beyond:
            yield Notice("passages-lost", "What stands behind its last brace was not read.")

    def passages(self) -> Iterator[Passage]:
        """Yield all passages, those of tables with what heads them."""
        tables: dict[int, dict[Cell, list[str]]] = {}
        for one, column in self._done:
            held = tables.setdefault(one.at.table or 0, {})
            held.setdefault((one.at.row or 0, column), []).append(one.text)
        heads = {
            number: find_heads({at: " ".join(told) for at, told in held.items()})
            for number, held in tables.items()
            if number
        }
        for one, column in self._done:
            if of := heads.get(one.at.table or 0):
                cell = one.at.row or 0, column
                yield replace(one, kind=of.kind(cell)).moved(head=of.of(cell))
            else:
                yield one

    def _token(self, token: Token, *, starred: bool) -> None:
        state = self._states[-1]
        if token.kind == "open":
            if len(self._states) > _DEEPEST:
                raise ReadError("malformed", f"over {_DEEPEST} groups inside each other")
            self._states.append(state)
        elif token.kind == "close":
            if len(self._states) > 1:
                self._states.pop()
            if state.into in _BESIDE and self._states[-1].into != state.into:
                self._end_note(state.into)
        elif token.kind == "symbol":
            self._say(SPECIAL.get(token.name, ""))
        elif state.into != "nothing" and not self._destination(token.name, state, starred=starred):
            self._word(token, state)

    def _destination(self, word: str, state: _State, *, starred: bool) -> bool:
        """Turn to another destination, if a control word names one."""
        into = state.into
        if word in _NOTES:
            self._states[-1] = replace(state, into=_NOTES[word], height="")
            self._lines.append(_Line())
        elif word == "title" and into == "info":
            self._states[-1] = replace(state, into=word)
        elif word == "info":
            self._states[-1] = replace(state, into="info")
        elif word in _DAYS:
            self._states[-1] = replace(state, into=word)
        elif word == "shpinst":
            self._states[-1] = replace(state, into="shape")
        elif word in _SKIPPED or (starred and word != "shppict"):
            self._states[-1] = replace(state, into="nothing")
        else:
            return False
        return True

    def _word(self, token: Token, state: _State) -> None:
        name = token.name
        if name in SPECIAL:
            self._say(SPECIAL[name])
        elif name in _ENDS:
            self._end()
        elif name in _CELLS:
            self._end_cell(row="row" in name)
        elif name == "pard":
            self._lines[-1].kind, self._lines[-1].in_table = BlockKind.PARAGRAPH, False
        elif name == "intbl":
            self._lines[-1].in_table = True
        elif name == "ls":
            self._lines[-1].kind = BlockKind.ITEM
        elif name == "s" and _HEADING.fullmatch(self._styles.get(token.number(0), "")):
            self._lines[-1].kind = BlockKind.HEADING
        elif state.into in _DAYS and name in ("yr", "mo", "dy"):
            self.days[state.into].append(token.number(0))
        else:
            self._states[-1] = _turned(state, token)

    def _say(self, text: str) -> None:
        state = self._states[-1]
        if state.into == "title":
            self.title.append(text)
        if state.into not in ("text", *_BESIDE) or state.deleted:
            return
        if state.hidden or state.struck:
            self._left["hidden-text" if state.hidden else "struck-text"] += bool(text.strip())
        elif text:
            self._lines[-1].words.append((text, state.height))

    def _encoding(self) -> str:
        return self._fonts.get(self._states[-1].font, self._page)

    def _flush(self) -> None:
        self._flush_units()
        self._flush_bytes()

    def _flush_units(self) -> None:
        if self._units:
            held = b"".join(unit.to_bytes(2, "little") for unit in self._units)
            self._units = []
            self._say(held.decode("utf-16-le", errors="replace"))

    def _flush_bytes(self) -> None:
        if self._bytes:
            held, self._bytes = bytes(self._bytes), bytearray()
            self._say(held.decode(self._encoding(), errors="replace"))

    def _end(self) -> None:
        """End a paragraph; the next one looks as this did, until it says otherwise."""
        line = self._lines[-1]
        text = re.sub(" +", " ", running(line.words))
        held = [Passage(line.kind, text)] if text else []
        line.words, beside, line.beside = [], line.beside, []
        if len(self._lines) > 1:
            self._lines[-2].beside += (*held, *beside)
            return
        table, row, column = self._at
        if line.in_table:
            if not row:
                self._at = table, row, column = table + 1, 1, 1
            place = Locator(table=table, row=row)
            held = [Passage(BlockKind.CELL, one.text, place) for one in held]
        else:
            self._at = table, 0, 0
        self._done += ((one, column) for one in (*held, *beside))

    def _end_cell(self, *, row: bool) -> None:
        if len(self._lines) > 1:
            return
        self._lines[-1].in_table = True
        self._end()
        table, at, column = self._at
        if row:
            self._at = table, at + 1, 1
            self._lines[-1].in_table = False
        else:
            self._at = table, at, column + 1

    def _end_note(self, what: str) -> None:
        self._end()
        self._lines.pop()
        beside = self._lines[-1].beside
        new = [n for n, one in enumerate(beside) if one.at.note is None]
        if not new:
            return
        self._counts[what] += 1
        for n in new:
            reason = "a reviewer's comment" if what == "comment" else ""
            kind = BlockKind.BOILERPLATE if reason else beside[n].kind
            note = f"{what} {self._counts[what]}"
            beside[n] = Passage(kind, beside[n].text, Locator(note=note), reason)


def _turned(state: _State, token: Token) -> _State:
    """Return how words look behind a control word."""
    name, on = token.name, token.number(1) != 0
    if name == "plain":
        return _State(state.into, -1, state.skip)
    if name == "ftnalt" and state.into == "footnote":
        return replace(state, into="endnote")
    told: dict[str, object] = {}
    if name == "f":
        told["font"] = token.number(-1)
    elif name == "uc":
        told["skip"] = min(token.number(1), _MOST_SKIPPED)
    elif name in _HEIGHTS:
        told["height"] = _HEIGHTS[name] if on else ""
    elif name in _SWITCHES:
        told[_SWITCHES[name]] = on
    return replace(state, **told) if told else state  # type: ignore[arg-type]

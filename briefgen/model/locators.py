"""Where in its original a passage is found by a person."""

from dataclasses import dataclass

BoxLine = tuple[int, float, float, float, float]
"""A line's rectangle: page, left, bottom, right, top."""


@dataclass(frozen=True, slots=True)
class Locator:
    """What a person needs to find a place in the original; all counts begin at 1.

    `part` names what holds the text inside its file: a MIME type, a feed's element, a JSON
    pointer. `boxes` are (page, left, bottom, right, top) in points from the page's lower
    left corner, one for each line. `label` is the number printed on a page ("iv") where it is
    another than `page`; `note` names what stands outside the running text ("footnote 3").
    `slide` counts those of a presentation; `sheet` and `cell` are the name of a sheet and the
    address in it ("B7"), `head` what heads a cell of a table: its column's head, its row's. `time`
    is when in a recording words are said ("00:12:31").
    """

    line: int | None = None
    column: int | None = None
    paragraph: int | None = None
    page: int | None = None
    part: str | None = None
    entry: int | None = None
    table: int | None = None
    row: int | None = None
    boxes: tuple[BoxLine, ...] = ()
    label: str | None = None
    note: str | None = None
    slide: int | None = None
    sheet: str | None = None
    cell: str | None = None
    head: str | None = None
    time: str | None = None

    @property
    def place(self) -> str:
        """Name the place as people do: "p. 4", "table 2, row 3", "¶12"; "" for nowhere."""
        leaf = self._leaf
        if leaf or self.note is not None:
            return ", ".join(filter(None, (self.note, leaf)))
        if self.table is not None:
            return f"table {self.table}, row {self.row}"
        if self.paragraph is not None:
            return f"¶{self.paragraph}"
        return f"line {self.line}" if self.line is not None else ""

    @property
    def _leaf(self) -> str:
        """The moment, cell, slide or page, "" in formats that have none of these."""
        if self.time is not None:
            return f"at {self.time}"
        if self.cell is not None:
            return f"sheet {self.sheet}, {self.cell}" if self.sheet else f"cell {self.cell}"
        if self.slide is not None:
            return f"slide {self.slide}"
        return "" if self.page is None else self._printed

    @property
    def _printed(self) -> str:
        """The page as it is printed, and as a reader counts it where that is another number."""
        return f"p. {self.page}" if self.label is None else f"p. {self.label} ({self.page} in file)"


NOWHERE = Locator()
"""No place in particular."""

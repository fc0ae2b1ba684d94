"""brief.md: the printed page element by element, its marks as footnotes, without any HTML."""

from collections.abc import Iterator, Sequence
from textwrap import indent

import lxml.html
from lxml.html import HtmlElement

from briefgen.model.brief import Artifact, Brief, VerifiedBrief
from briefgen.model.days import long_date
from briefgen.render.html import PAPER, Page, open_page
from briefgen.render.inline import Note, Words, inline_of, is_block
from briefgen.render.markdown.escaping import escaped, line_of
from briefgen.render.wording import counted, whereabouts

_HEADINGS = {"h1": "#", "h2": "##", "h3": "###", "h4": "####"}
_LEFT_OUT = frozenset(["ledger", "glance"])
"""Classes of what is there in another form: the ledger's rows are the footnotes."""


def write_markdown(verified: VerifiedBrief, page: Page | None = None) -> Artifact:
    """Make brief.md: headings, lists and tables of the page, and a footnote for each citation.

    Pictures are left out, what they tell stands in their place. The same note gives the same
    bytes. `page` is the note's own, where it is opened already.
    """
    printed = (page or open_page(verified)).fill(PAPER)
    writer = _Writer(verified.brief)
    body = list(writer.blocks(lxml.html.document_fromstring(printed).body))
    told = "\n\n".join((*body, escaped(_foot(verified.brief)), *writer.notes()))
    return Artifact("brief.md", f"{told}\n".encode())


class _Writer:
    """Writes the blocks of a page, and remembers which citations they mark."""

    def __init__(self, brief: Brief) -> None:
        self._brief = brief
        self._marked: set[int] = set()

    def blocks(self, element: HtmlElement) -> Iterator[str]:
        """Yield what is in an element: words that stand together, and the blocks between them."""
        words: list[Words | Note] = [Words(element.text or "")]
        for child in element:
            if is_block(child):
                yield from self._paragraph(words)
                words = []
                yield from self._block(child)
            else:
                words += inline_of(child)
            words.append(Words(child.tail or ""))
        yield from self._paragraph(words)

    def _block(self, element: HtmlElement) -> Iterator[str]:
        """Yield an element that stands for itself."""
        if not _LEFT_OUT.isdisjoint((element.get("class") or "").split()):
            return
        tag = element.tag
        if tag in _HEADINGS:
            yield f"{_HEADINGS[tag]} {self._line(inline_of(element))}"
        elif tag == "table":
            yield from self._table([list(row.iter("td", "th")) for row in element.iter("tr")])
        elif tag == "dl":
            terms = [self._line(inline_of(one)) for one in element if one.tag in ("dt", "dd")]
            pairs = zip(terms[::2], terms[1::2], strict=True)
            yield "\n".join(f"- {term}: {value}" for term, value in pairs)
        elif tag == "img":
            yield from self._paragraph([Words(f"[Picture: {element.get('alt', '')}]")])
        elif tag in ("ul", "ol"):
            yield self._list(element)
        elif tag == "blockquote":
            yield indent("\n\n".join(self.blocks(element)), "> ", lambda _: True)
        else:
            yield from self.blocks(element)

    def _paragraph(self, words: Sequence[Words | Note]) -> Iterator[str]:
        line = self._line(words)
        if line:
            yield line

    def _line(self, words: Sequence[Words | Note] | Iterator[Words | Note]) -> str:
        told = list(words)
        self._marked |= {one.number for one in told if isinstance(one, Note)}
        return line_of(told)

    def _list(self, element: HtmlElement) -> str:
        first = int(element.get("start", 1))
        items = (one for one in element if one.tag == "li")
        told = []
        for number, item in enumerate(items, first):
            bullet = f"{number}. " if element.tag == "ol" else "- "
            inside = [one for one in item if is_block(one)]
            held = ("\n" if all(map(_may_follow, inside)) else "\n\n").join(self.blocks(item))
            told.append(bullet + indent(held, " " * len(bullet)).lstrip())
        return "\n".join(told)

    def _table(self, rows: Sequence[Sequence[HtmlElement]]) -> Iterator[str]:
        """Yield a table; without a row of headings these are empty."""
        rows = [row for row in rows if row]
        if not rows:
            return
        width = max(map(len, rows))
        headed = all(cell.tag == "th" for cell in rows[0])
        told = [[" ".join(self.blocks(cell)) for cell in row] for row in rows]
        head, body = (told[0], told[1:]) if headed else ([""] * width, told)
        lines = (head, ["---"] * width, *body)
        yield "\n".join(f"| {' | '.join([*row, *[''] * (width - len(row))])} |" for row in lines)

    def notes(self) -> Iterator[str]:
        """Yield a footnote for each citation that is marked: its passage, where that stands."""
        for number in sorted(self._marked):
            citation = self._brief.citations[number - 1]
            record = self._brief.source(citation.source)
            named = (record.title or record.path, record.publisher, long_date(record.published))
            where = (whereabouts(citation), ", ".join(filter(None, named)))
            told = f"{citation.mark}: “{citation.text}” ({'; '.join(filter(None, where))})"
            yield f"[^{number}]: {escaped(told)}"


def _may_follow(element: HtmlElement) -> bool:
    """Tell whether a block may stand right below words: a list that begins with 1 or without."""
    first = {"ul": "1", "ol": element.get("start", "1")}.get(element.tag)
    return bool(first == "1")


def _foot(brief: Brief) -> str:
    """Return what stands at the foot of the note: marking, and how it was made."""
    masthead = brief.masthead
    made = f"Machine-extracted from {counted(len(brief.evidence.sources), 'source')}"
    return " · ".join(
        filter(None, (masthead.marking, masthead.footer, f"{made}, {masthead.review}"))
    )

"""The places of a document under the names that marks give them."""

from collections.abc import Iterator, Mapping
from itertools import groupby

from briefgen.model.citations import cite
from briefgen.model.spans import Span
from briefgen.model.text import Block, Document


def places_of(document: Document) -> Mapping[str, Span]:
    """Return the passage at each place, by the place's name as marks print it, in text order.

    That is a paragraph; a row of a table is all its cells, a page all that begins on it, with the
    paragraph that runs over from the page before. One paragraph of a page or a row is named
    behind that: "p. 4, ¶12".
    """
    found: dict[str, Span] = {}
    stretches = ((_named(document, span), block, span) for block, span in _stretches(document))
    for name, group in groupby(stretches, key=lambda one: one[0]):
        held = list(group)
        whole = Span(held[0][2].start, held[-1][2].end)
        if name not in found:
            found[name] = whole
        elif held[0][1].locator.page is not None:
            found[name] = Span(found[name].start, whole.end)
        for _, block, span in held if len(held) > 1 else ():
            paragraph = f"¶{block.locator.paragraph}"
            if name != paragraph:
                found.setdefault(f"{name}, {paragraph}", span)
    return found


def _named(document: Document, span: Span) -> str:
    return cite(document, span).place


def _stretches(document: Document) -> Iterator[tuple[Block, Span]]:
    """Yield each block; of one that runs over pages also what stands on each later page."""
    for block in document.blocks:
        yield block, block.span
        raw = document.origin.raw(block.span)
        pages = sorted({int(line[0]) for line in document.boxes_of(raw)})
        for page in pages[1:]:
            box = next(one for one in document.boxes if one.page == page and one.start >= raw.start)
            rest = document.origin.edited(Span(box.start, raw.end))
            if rest:
                yield block, Span(rest.start, block.span.end)

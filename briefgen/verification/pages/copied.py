"""The readable copy of a source has its text and nothing else, paragraph by paragraph."""

import re
from collections.abc import Iterator, Mapping
from html import unescape

from briefgen.errors import Finding
from briefgen.model.brief import Brief

_PARAGRAPH = re.compile(r'<p(?: id="[^"]*")? dir="auto">(.*?)</p>', re.DOTALL)
_BODY = re.compile(r"<main>(.*)</main>", re.DOTALL)
_ASIDE = re.compile(r'<span class="(?:number|reason)"[^>]*>[^<]*</span>')
_WORD = re.compile(r"[^\W\d_]{4,}")
"""More letters than a mark before a paragraph has."""

_TAG = re.compile(r"<[^>]*>")
_SHOWN = 60


def check_readable(
    brief: Brief, searched: Mapping[str, bytes], files: Mapping[str, bytes]
) -> Iterator[Finding]:
    """Find copies that have other paragraphs than the text of their source, more or fewer.

    For copies of a shipped template that were not made again, those of `files` that are
    `searched`. What only marks a text up stands in no paragraph of its copy.
    """
    for record in brief.evidence.sources:
        path = f"sources/{record.key}.html"
        if path in searched:
            text = files.get(f"sources/{record.key}.txt", b"").decode(errors="replace")
            told = _unlike(searched[path].decode(errors="replace"), _folded(text))
            yield from (Finding(path, wrong) for wrong in told)


def _unlike(page: str, text: str) -> Iterator[str]:
    """Yield the first difference between the page of a source and its folded text."""
    body = _BODY.search(page)
    if body is None:
        yield "is not a page of a source"
        return
    end = 0
    for found in _PARAGRAPH.finditer(body[1]):
        told = _folded(unescape(_TAG.sub("", found[1])))
        at = text.find(told, end)
        if at < 0:
            yield f"is not the text of its source: “{told[:_SHOWN]}”"
            return
        if _WORD.search(text[end:at]):
            yield f"leaves out of its source: “{text[end:at][:_SHOWN]}”"
            return
        end = at + len(told)
    if _WORD.search(text[end:]):
        yield f"leaves out of its source: “{text[end:][:_SHOWN]}”"
    if _WORD.search(_TAG.sub("", _ASIDE.sub("", _PARAGRAPH.sub("", body[1])))):
        yield "has words that are not of its source"


def _folded(text: str) -> str:
    return "".join(text.split())

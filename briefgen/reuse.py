"""What earlier runs left for this one: a shelf for each stage, and what each stage is shaped by.

A result is used again only where everything that shaped it is the same, byte for byte: what the
stage names itself, and here the program's own files, every installed distribution, Python and the
processor, whose arithmetic may round otherwise.
"""

import hashlib
import platform
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TypeVar

from briefgen.language_model import Model
from briefgen.model.annotations import Annotations
from briefgen.model.evidence import Evidence
from briefgen.model.keeping import KEPT_NOWHERE, Shelf
from briefgen.model.packing import pack, unpack
from briefgen.model.text import Document
from briefgen.program import FINDING, PARTS, code_in, code_of
from briefgen.workspace import CacheShelf, open_cache

_T = TypeVar("_T")

_LIBRARIES = (
    "charset-normalizer", "cssselect2", "datasketch", "feedparser", "ftfy", "lxml",
    "lxml-html-clean", "numpy", "py3langid", "pypdfium2", "python-docx", "rapidfuzz",
    "snowballstemmer", "spacy", "thinc", "tinycss2", "trafilatura",
)  # fmt: skip
"""Distributions whose code shapes what is found."""

_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Kept:
    """Where each stage finds what earlier runs have made, and leaves what it makes."""

    readings: Shelf = KEPT_NOWHERE
    annotations: Shelf = KEPT_NOWHERE
    evidence: Shelf = KEPT_NOWHERE
    pages: Shelf = KEPT_NOWHERE


NOTHING_KEPT = Kept()
"""For a run that makes everything anew, and leaves nothing."""


@contextmanager
def open_kept(state: Path, warn: Callable[[str], None]) -> Iterator[Kept]:
    """Open what runs keep in the folder `state`; `warn` is told why, where nothing can be kept."""
    with open_cache(state, warn) as opened:
        yield Kept(**{name: CacheShelf(opened, maker(name)) for name in PARTS})


def maker(shelf: str) -> bytes:
    """Return the digest of what makes the results on a shelf: machine, libraries, own code."""
    return hashlib.sha256(_machine() + code_of(shelf)).digest()


def finder(model: Model) -> str:
    """Return the digest of what finds evidence here: code, libraries and the model, in hex.

    Of the machine nothing counts: two with the same finder find the same in the same sources.
    """
    named = "\n".join((*map(_installed, _LIBRARIES), model.name, model.digest()))
    return hashlib.sha256(code_in(FINDING) + named.encode()).hexdigest()[:_DIGITS]


def _installed(name: str) -> str:
    try:
        return f"{name} {version(name)}"
    except PackageNotFoundError:
        return f"{name} -"


def annotated(
    documents: Sequence[Document],
    model: Model,
    shelf: Shelf,
    annotate: Callable[[Sequence[Document]], Iterable[Annotations]],
) -> Iterator[Annotations]:
    """Yield the annotations of each document, those that are not kept made by `annotate`.

    It is called only where there are such, once, with all of them.
    """
    if shelf is KEPT_NOWHERE:
        yield from annotate(documents)
        return
    weights = f"{model.name} {model.digest()}".encode()
    kept = [_found(Annotations, shelf, weights, _unkeyed(one)) for one in documents]
    missing = [one for one, held in zip(documents, kept, strict=True) if held is None]
    made = iter(annotate(missing) if missing else ())
    for document, held in zip(documents, kept, strict=True):
        found = held or next(made)
        if held is None:
            shelf.keep(pack(replace(found, source="")), weights, _unkeyed(document))
        yield replace(found, source=document.source.key)


def merged(shelf: Shelf, shaped_by: Sequence[object], merge: Callable[[], Evidence]) -> Evidence:
    """Return the evidence that was kept for exactly this, or merge."""
    if shelf is KEPT_NOWHERE:
        return merge()
    key = [pack(value) for value in shaped_by]
    held = _found(Evidence, shelf, *key)
    if held is None:
        held = merge()
        shelf.keep(pack(held), *key)
    return held


def _found(kind: type[_T], shelf: Shelf, *shaped_by: bytes) -> _T | None:
    """Return what is kept as a value, None when nothing is, or something else."""
    held = shelf.find(*shaped_by)
    try:
        return None if held is None else unpack(kind, held)
    except ValueError:
        return None


def _unkeyed(document: Document) -> bytes:
    """Return a document as bytes, but for its key, which other sources can change."""
    return pack(replace(document, source=replace(document.source, key="")))


@cache
def _machine() -> bytes:
    """Return the digest of what is installed and of what it runs on."""
    installed = sorted(found.name for folder in sys.path for found in Path(folder).glob("*.*-info"))
    named = (sys.version, sys.platform, platform.machine(), _processor(), *installed)
    return hashlib.sha256("\n".join(named).encode()).digest()


def _processor() -> str:
    """Return what tells the processor's kind, "" where the system does not say."""
    try:
        told = Path("/proc/cpuinfo").read_text("utf-8").split("\n\n")[0]
    except OSError:
        return platform.processor()
    return "\n".join(
        line
        for line in told.splitlines()
        if line.startswith(("model name", "flags", "Features", "CPU"))
    )

"""Rows of an evaluation folder as the documents and evidence that briefgen makes of them."""

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from conftest import document_of

from briefgen.extract import annotate, load
from briefgen.merge import merge
from briefgen.model.annotations import Annotations
from briefgen.model.evidence import Evidence, Generator
from briefgen.model.text import Corpus, Document

Row = Mapping[str, Any]
Measure = Callable[[Sequence[Row]], Iterator[str]]


@dataclass(frozen=True, slots=True)
class Found:
    """Texts as a corpus (sources S1, S2, ... in their order), and what was found in each."""

    corpus: Corpus
    annotations: tuple[Annotations, ...]

    def document(self, key: str) -> Document:
        """Return a text by the key of its source."""
        return next(one for one in self.corpus.documents if one.source.key == key)

    def evidence(self) -> Evidence:
        """Merge what was found."""
        return merge(self.corpus, self.annotations, Generator("", "", ""))


def find(texts: Sequence[str], published: Sequence[str] = (), model: str = "auto") -> Found:
    """Read and annotate texts, each as a source of its own; empty ones are left out."""
    days = published or [""] * len(texts)
    documents = tuple(
        document_of(text, key=f"S{n}", published=day)
        for n, (text, day) in enumerate(zip(texts, days, strict=True), 1)
        if text.strip()
    )
    nlp = load(model)
    return Found(Corpus(documents), tuple(annotate(document, nlp) for document in documents))


def report(name: str, measure: Measure) -> None:
    """Print what `measure` says of the rows of facts/`name` in the folder that was asked for."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "")
    path = folder / "facts" / name
    sys.stdout.write(f"\n{name}\n")
    if not path.is_file():
        sys.stdout.write(f"Skipped: no facts/{name} in {str(folder)!r}; make eval EVAL=folder\n")
        return
    lines = [line for line in path.read_text("utf-8").splitlines() if line.strip()]
    for line in measure([json.loads(line) for line in lines]):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()

"""The job of annotating documents, to be done by whoever: this process, others, or a cluster.

Naming the job loads no language model, and no spaCy: only who does it does.
"""

import platform
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from importlib.metadata import version

from briefgen.execution import Job
from briefgen.garbage import seldom_collected
from briefgen.language_model import Model, find_model
from briefgen.model.annotations import Annotations, nothing_in
from briefgen.model.languages import is_analysed
from briefgen.model.text import Document
from briefgen.program import code_of

_LIBRARIES = ("briefgen", "spacy", "thinc", "blis", "numpy")


def annotating(model: Model) -> Job[Document, Annotations]:
    """Return the job of annotating documents with a language model."""
    return Job(
        prepare=partial(_annotator, model.name),
        name=_name,
        size=_size,
        identity=partial(identity, model.name),
        preload=(__name__, "briefgen.extract"),
    )


def get_ready(model: Model, documents: Sequence[Document]) -> None:
    """Load all that annotating takes, for who will soon have one of some documents annotated."""
    annotate = annotating(model).prepare()
    for shortest in sorted(documents, key=lambda one: len(one.text))[:1]:
        annotate(shortest)


def identity(model: str) -> Mapping[str, str]:
    """Return all that annotations depend on beside the document, by name: versions and hashes.

    Raises ModelError where the language model is not installed.
    """
    found = find_model(model)
    versions = {name: version(name) for name in _LIBRARIES}
    return {
        "Python": ".".join(platform.python_version_tuple()[:2]),
        **versions,
        "code of briefgen": code_of("annotations").hex()[:12],
        "language model": found.version,
        "files of the language model": found.digest()[:12],
    }


def _annotator(model: str) -> Callable[[Document], Annotations]:
    from briefgen.extract import annotate, load  # noqa: PLC0415 - spaCy, where it is used only

    nlp = load(model)

    @seldom_collected()
    def annotated(document: Document) -> Annotations:
        return annotate(document, nlp) if _is_read(document) else nothing_in(document)

    return annotated


def _is_read(document: Document) -> bool:
    return is_analysed(document.source.metadata.language)


def _name(document: Document) -> str:
    return f"{document.source.key} {document.source.path}"


def _size(document: Document) -> int:
    return len(document.text) if _is_read(document) else 0

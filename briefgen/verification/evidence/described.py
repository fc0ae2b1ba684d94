"""What evidence says of its sources is what these and sources.yaml say, but for the desk's word."""

from collections.abc import Iterator

from briefgen.errors import Finding
from briefgen.model.decisions import Act
from briefgen.model.evidence import Evidence
from briefgen.model.text import Corpus, Document

_KNOWN = (
    "title", "author", "publisher", "published", "published_from", "language", "url", "via",
    "marking", "grade",
)  # fmt: skip
_DECIDED = {
    Act.TITLE: ("title",),
    Act.PUBLISHER: ("publisher",),
    Act.PUBLISHED: ("published", "published_from"),
    Act.GENRE: ("kind",),
}
"""What is said of a source by decisions, which go before all else."""


def check_described(evidence: Evidence, originals: Corpus) -> Iterator[Finding]:
    """Find what evidence says of a source otherwise than the originals, as they are known now.

    A source that is another file now is not asked.
    """
    documents = {document.source.key: document for document in originals.documents}
    decided = {(one.ref, name) for one in evidence.decided for name in _DECIDED.get(one.act, ())}
    for record in evidence.sources:
        document = documents.get(record.key)
        if document is None or document.source.sha256 != record.sha256:
            continue
        for name, now in _told(document):
            said = str(getattr(record, name))
            if said != now and (record.id, name) not in decided:
                told = f"{record.key}: its {name.replace('_', ' ')} is '{now}', not '{said}'"
                yield Finding(record.path, told)


def _told(document: Document) -> Iterator[tuple[str, str]]:
    known = document.source.metadata
    yield from ((name, str(getattr(known, name))) for name in _KNOWN)
    yield "kind", str(document.genre)

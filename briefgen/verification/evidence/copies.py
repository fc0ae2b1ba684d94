"""The copies of the texts of sources in a folder, against what is cited of them."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping

from briefgen.errors import Finding
from briefgen.model.citations import Citation
from briefgen.model.cited import all_citations
from briefgen.model.codec import (
    CHANGES_NAME,
    decode_changes,
)
from briefgen.model.evidence import Evidence
from briefgen.model.records import SourceRecord
from briefgen.verification.evidence.changes import check_changes, slices
from briefgen.verification.evidence.origin import stands_in
from briefgen.verification.evidence.statements import (
    place,
)


def check_texts(sources: Iterable[SourceRecord], files: Mapping[str, bytes]) -> Iterator[Finding]:
    """Find copies of sources that are missing, or not as they were when the note was made."""
    for record in sources:
        path = f"sources/{record.key}.txt"
        content = files.get(path, b"")
        if hashlib.sha256(content).hexdigest() != record.text_sha256:
            yield Finding(path, "is not the text the evidence was taken from")


def check_copies(evidence: Evidence, files: Mapping[str, bytes]) -> Iterator[Finding]:
    """Compare every citation with the copy of its source's canonical text."""
    yield from check_copied(all_citations(evidence), copied_texts(evidence, files))


def check_copied(
    cited: Iterable[tuple[str, Citation]], texts: Mapping[str, str]
) -> Iterator[Finding]:
    """Compare citations, each with the name of what it proves, with copies of the sources."""
    for name, citation in cited:
        if not slices(citation, texts.get(citation.source, "")):
            instead = stands_in(citation, texts) or "the source's copy says something else"
            yield Finding(place(citation), f"{name}: {instead}")


def copied_texts(evidence: Evidence, files: Mapping[str, bytes]) -> Mapping[str, str]:
    """Return the copies of the sources' texts, by the keys of the sources; "" for a lost one."""
    keys = (record.key for record in evidence.sources)
    copies = ((key, files.get(f"sources/{key}.txt", b"")) for key in keys)
    return {key: content.decode("utf-8", errors="replace") for key, content in copies}


def kept_texts(files: Mapping[str, bytes]) -> tuple[str, ...]:
    """Return all texts of sources in a folder, those of the last issue too."""
    paths = (path for path in sorted(files) if path.endswith(".txt") and "/" in path)
    return tuple(files[path].decode("utf-8", errors="replace") for path in paths)


def check_earlier(files: Mapping[str, bytes]) -> Iterator[Finding]:
    """Compare what is said of the last issue with the texts of its sources in the folder."""
    if CHANGES_NAME not in files:
        return
    try:
        changes = decode_changes(files[CHANGES_NAME])
    except ValueError as error:
        yield Finding(CHANGES_NAME, f"damaged: {error}")
        return
    kept = {record.key: files.get(f"earlier/{record.key}.txt", b"") for record in changes.sources}
    yield from check_changes(
        changes, {key: content.decode("utf-8", errors="replace") for key, content in kept.items()}
    )

"""What a brief says of the last issue stands in the texts that were kept of it."""

import hashlib
from collections.abc import Iterator, Mapping

from briefgen.errors import Finding
from briefgen.model.citations import Citation
from briefgen.model.issues import Changes


def check_changes(changes: Changes | None, texts: Mapping[str, str]) -> Iterator[Finding]:
    """Find earlier sources whose text is another one, and citations they do not hold."""
    if changes is None:
        return
    for record in changes.sources:
        text = texts.get(record.key, "")
        if hashlib.sha256(text.encode()).hexdigest() != record.text_sha256:
            yield Finding(record.path, f"{record.key} of the last issue is not as it was kept")
    for citation in changes.earlier:
        if not slices(citation, texts.get(citation.source, "")):
            where = f"[{citation.source}] characters {citation.start}-{citation.end}"
            yield Finding(where, "the last issue's source says something else")


def slices(citation: Citation, text: str) -> bool:
    """Tell whether a text has the citation's words at its place, between their neighbours."""
    start, end = citation.start, citation.end
    return (
        text[start:end] == citation.text
        and text[:start].endswith(citation.before)
        and text[end:].startswith(citation.after)
    )

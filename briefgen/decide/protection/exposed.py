"""A brief that was made before something was hidden: what it shows that must not leave the desk."""

from collections.abc import Iterator, Mapping

from briefgen.decide.protection.passages import find_passages, occurrences
from briefgen.decide.protection.wish import Protection, named
from briefgen.errors import Finding
from briefgen.model.text import Corpus

_AGAIN = "make the brief again"


def exposed(
    paths: Mapping[str, str], texts: Mapping[str, str], originals: Corpus, protection: Protection
) -> Iterator[Finding]:
    """Find what a folder shows and the desk hides now.

    `paths` and `texts` are those of its sources, by their keys, `originals` as many as could be
    read, with blocks for what was hidden when it was made.
    """
    for path in paths.values():
        if any(named(decision.passage.path, (path,)) for decision in protection.sources):
            yield Finding(path, f"the desk hides this source now: {_AGAIN}")
    meant = (decision.passage.path for decision in protection.passages)
    found = find_passages(originals.documents, protection, frozenset((*paths.values(), *meant)))
    for key in found.hidden:
        yield Finding(paths.get(key, key), f"the desk hides words of it now: {_AGAIN}")
    for key in paths.keys() - {document.source.key for document in originals.documents}:
        for decision in protection.passages:
            there = named(decision.passage.path, (paths[key],))
            if there and occurrences(decision.passage.words, texts.get(key, "")):
                yield Finding(paths[key], f"the desk hides words of it now: {_AGAIN}")

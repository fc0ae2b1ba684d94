"""What was issued and what it was made from: history, uses of a source, and search."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefgen.config import Config
from briefgen.errors import InputError, MissingInput, VerificationFailed
from briefgen.model.issues import Issue
from briefgen.workspace import Hit, Use, has_history, locked, open_history, open_index, read_folder

_FEWEST_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text lies: a source's path, its key, and the issue that used it (None: inputs)."""

    path: str
    key: str
    issue: Issue | None


@dataclass(frozen=True, slots=True)
class Found:
    """A passage, and every place where its text lies."""

    hit: Hit
    places: tuple[Place, ...]


def list_issues(config: Config) -> tuple[Issue, ...]:
    """Return the issued briefs, the oldest first."""
    if not has_history(Path(config.state)):
        return ()
    with open_history(Path(config.state)) as history:
        return history.issues()


def record_issue(folder: Path, config: Config) -> None:
    """Keep a brief as issued that went out by other ways than `send`.

    Raises VerificationFailed when it is not as it was made.
    """
    from briefgen.pipeline import verify  # noqa: PLC0415 - loads spaCy; a list needs none

    findings = verify(folder).findings
    if findings:
        raise VerificationFailed(findings)
    with locked(Path(config.state)), open_history(Path(config.state)) as history:
        history.add(read_folder(folder), str(folder))


def find_uses(source: str, config: Config) -> tuple[Use, ...]:
    """Return the issues that used a source, given as a file or the beginning of its SHA-256.

    Raises MissingInput for what is neither.
    """
    file = Path(source)
    if file.is_file():
        sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
    elif len(source) >= _FEWEST_DIGITS and set(source.casefold()) <= set("0123456789abcdef"):
        sha256 = source.casefold()
    else:
        sha256 = ""
    with open_history(Path(config.state)) as history:
        uses = history.uses(sha256, "" if sha256 else source)
    if not uses and not sha256:
        raise MissingInput(f"{source}: no file, no SHA-256, and no source of an issue")
    return uses


def search(words: str, roots: Sequence[Path], config: Config, most: int) -> tuple[Found, ...]:
    """Find passages in the inputs and in the sources of all issues.

    Raises ValueError for a query without any word.
    """
    places: dict[str, list[Place]] = {}
    with open_index(Path(config.state)) as index:
        for place, text in _texts(roots, config):
            index.add([text])
            places.setdefault(hashlib.sha256(text.encode()).hexdigest(), []).append(place)
        hits = [hit for hit in index.find(words, 10 * most) if hit.text_sha256 in places]
    return tuple(Found(hit, tuple(places[hit.text_sha256])) for hit in hits[:most])


def _texts(roots: Sequence[Path], config: Config) -> Iterator[tuple[Place, str]]:
    from briefgen.pipeline import ingest  # noqa: PLC0415 - as above
    from briefgen.read import find_files  # noqa: PLC0415

    try:
        corpus = ingest(find_files(tuple(roots)))
        for document in corpus.documents:
            yield Place(document.source.path, document.source.key, None), document.text
    except InputError:
        pass
    with open_history(Path(config.state)) as history:
        for issue in history.issues():
            for key, path, text in history.texts(issue):
                yield Place(path, key, issue), text

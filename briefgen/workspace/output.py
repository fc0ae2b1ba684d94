"""The output folder: written beside its place, then moved there in one step."""

import fcntl
import hashlib
import os
import re
import shutil
import tempfile
import unicodedata
from collections.abc import Container, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

from briefgen.errors import MissingInput, OutputError
from briefgen.model.brief import Artifact, Brief
from briefgen.model.limits import DEFAULT_LIMITS, Limits
from briefgen.model.manifest import (
    MANIFEST_NAME,
    InputFile,
    Manifest,
    OutputFile,
    decode_manifest,
    encode_manifest,
)

_LONGEST_SLUG = 60
_DRAFT = ".briefgen-"


def folder_name(issue_date: str, title: str) -> str:
    """Return `<issue date>-<slug>`; only ASCII letters, digits and hyphens in the slug."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().casefold()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST_SLUG].strip("-")
    return f"{issue_date}-{slug or 'brief'}"


def store(
    artifacts: Sequence[Artifact],
    brief: Brief,
    parent: Path,
    origins: Sequence[Path],
    limits: Limits = DEFAULT_LIMITS,
    issued: Container[str] = (),
) -> Path:
    """Write artifacts and manifest into a folder below `parent`; return the folder.

    An earlier draft of the same brief is replaced as a whole. A brief of another period stays,
    as does one that was issued (`issued` has the SHA-256 of its manifest), and the new folder
    gets a number. Raises OutputError; then nothing is left behind.
    """
    manifest = encode_manifest(_manifest(artifacts, brief, origins, parent, limits))
    target = next(
        place
        for place in _places(parent, brief)
        if not place.exists() or _replaceable(place, manifest, brief, issued)
    )
    try:
        parent.mkdir(parents=True, exist_ok=True)
        _sweep(parent)
        with _draft(parent) as draft:
            for artifact in (*artifacts, Artifact(MANIFEST_NAME, manifest)):
                _write(draft / artifact.path, artifact.content)
            draft.chmod(0o755)
            _publish(draft, target)
    except OSError as error:
        raise OutputError(f"{error.filename or target}: {error.strerror}") from error
    return target


@contextmanager
def _draft(parent: Path) -> Iterator[Path]:
    """Make a hidden folder that is gone at the end, locked while this process lives."""
    draft = Path(tempfile.mkdtemp(prefix=_DRAFT, dir=parent))
    handle = os.open(draft, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield draft
    finally:
        os.close(handle)
        shutil.rmtree(draft, ignore_errors=True)


def _sweep(parent: Path) -> None:
    """Remove what processes that were killed have left: drafts that nobody locks any more."""
    for left in parent.glob(f"{_DRAFT}*"):
        with suppress(OSError):
            handle = os.open(left, os.O_RDONLY | os.O_NOFOLLOW | os.O_DIRECTORY)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(left, ignore_errors=True)
            finally:
                os.close(handle)


def _places(parent: Path, brief: Brief) -> Iterator[Path]:
    name = folder_name(brief.masthead.issue_date, brief.masthead.title)
    yield parent / name
    yield from (parent / f"{name}-{number}" for number in count(2))


def _replaceable(place: Path, manifest: bytes, brief: Brief, issued: Container[str]) -> bool:
    """Tell whether a brief may take the place of the one there.

    Raises OutputError when there is a folder that is none.
    """
    try:
        there = (place / MANIFEST_NAME).read_bytes()
    except OSError as error:
        raise OutputError(f"{place}: there is a folder that is no brief: move it away") from error
    if there == manifest:
        return True
    if hashlib.sha256(there).hexdigest() in issued:
        return False
    try:
        other = decode_manifest(there).masthead.period_start
    except ValueError:
        return True
    return not other or other == brief.masthead.period_start


def _manifest(
    artifacts: Sequence[Artifact],
    brief: Brief,
    origins: Sequence[Path],
    parent: Path,
    limits: Limits,
) -> Manifest:
    evidence = brief.evidence
    made_by = evidence.generator
    return Manifest(
        digest=brief.digest,
        generator=f"briefgen {made_by.briefgen}, spaCy {made_by.spacy}, {made_by.model}",
        masthead=brief.masthead,
        origins=tuple(_relative(origin, parent / "brief") for origin in origins),
        inputs=tuple(InputFile(s.key, s.path, s.sha256) for s in evidence.sources),
        limits=limits,
        shown=tuple(item.ref for item in brief.items()),
        analyst=brief.analyst,
        files=tuple(
            OutputFile(a.path, hashlib.sha256(a.content).hexdigest(), len(a.content))
            for a in sorted(artifacts, key=lambda a: a.path)
        ),
    )


def _relative(origin: Path, target: Path) -> str:
    return Path(os.path.relpath(origin.resolve(), target.resolve())).as_posix()


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _publish(draft: Path, target: Path) -> None:
    """Move the draft to its place; an earlier brief goes aside first and comes back on failure."""
    if not target.exists():
        draft.rename(target)
        return
    with _draft(target.parent) as aside:
        earlier = target.rename(aside / "earlier")
        try:
            draft.rename(target)
        except OSError:
            earlier.rename(target)
            raise


def read_folder(folder: Path) -> Mapping[str, bytes]:
    """Return every file of an output folder by its path inside it.

    Raises MissingInput when there is no such folder or it cannot be read.
    """
    if not folder.is_dir():
        raise MissingInput(f"{folder}: no such output folder")
    try:
        return {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }
    except OSError as error:
        raise MissingInput(f"{error.filename}: {error.strerror}") from error


def read_file(file: Path) -> bytes:
    """Return the content of a finished file. Raises MissingInput when it cannot be read."""
    try:
        return file.read_bytes()
    except OSError as error:
        raise MissingInput(f"{file}: {error.strerror}") from error

"""The output folder: written beside its place, then moved there in one step."""

import fcntl
import hashlib
import os
import re
import shutil
import tempfile
import unicodedata
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from itertools import chain, count
from pathlib import Path
from typing import BinaryIO, TypeVar

from briefgen.errors import OutputError
from briefgen.model.brief import Artifact, Brief
from briefgen.model.limits import DEFAULT_LIMITS, Limits
from briefgen.model.manifest import (
    MANIFEST_NAME,
    SIGNATURE_NAME,
    SIGNED_NAME,
    InputFile,
    Manifest,
    OutputFile,
    decode_manifest,
    encode_manifest,
    is_litter,
    is_signature,
)
from briefgen.workspace.finished import read_folder
from briefgen.workspace.swapping import swap

Told = TypeVar("Told")

_LONGEST_SLUG = 60
_DRAFT = ".briefgen-"
_ASIDE = "earlier-"


def folder_name(issue_date: str, title: str) -> str:
    """Return `<issue date>-<slug>`; only ASCII letters, digits and hyphens in the slug."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().casefold()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST_SLUG].strip("-")
    return f"{issue_date}-{slug or 'brief'}"


class Draft:
    """A brief that is being written, in a hidden folder beside the place that it goes to.

    `remarks` say what became of an earlier one, where a person has to know.
    """

    def __init__(self, folder: Path) -> None:
        """Take the hidden folder."""
        self._folder = folder
        self._written: dict[str, OutputFile] = {}
        self.remarks: tuple[str, ...] = ()

    def write(self, path: str, fill: Callable[[BinaryIO], Told]) -> Told:
        """Write one file as `fill` fills it, piece by piece, and return what that returns.

        Raises OutputError.
        """
        file = self._folder / path
        with _saying(file):
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("w+b") as stream:
                told = fill(stream)
                stream.flush()
                os.fsync(stream.fileno())
                size = stream.tell()
                stream.seek(0)
                digest = hashlib.file_digest(stream, "sha256").hexdigest()
            self._written[path] = OutputFile(path, digest, size)
        return told

    def sha256(self, path: str) -> str:
        """Return the hash of a file that is written."""
        return self._written[path].sha256

    def publish(
        self,
        artifacts: Sequence[Artifact],
        brief: Brief,
        digest: str,
        origins: Sequence[Path],
        limits: Limits = DEFAULT_LIMITS,
        issued: Container[str] = (),
    ) -> Path:
        """Write artifacts and manifest beside what is written, move all to its place, return that.

        `digest` is that of the evidence. An earlier draft of the same brief is replaced as a
        whole; one that was changed by hand is moved aside before. A brief of another period
        stays, as does one that was signed, or issued (`issued` has the SHA-256 of its manifest),
        and the new folder gets a number; one that was signed and comes out the same is left as it
        lies. Raises OutputError; then nothing is left behind.
        """
        for artifact in artifacts:
            self.write(artifact.path, partial(_pour, artifact.content))
        parent = self._folder.parent
        files = tuple(self._written[path] for path in sorted(self._written))
        manifest = encode_manifest(_manifest(files, brief, digest, origins, parent, limits))
        target = next(
            place
            for place in _places(parent, brief)
            if not place.exists() or _replaceable(place, manifest, brief, issued)
        )
        self.write(MANIFEST_NAME, partial(_pour, manifest))
        with _saying(target):
            self._folder.chmod(0o755)
            if target.exists() and not _as_made(target):
                aside = target.rename(_free(target, "changed"))
                self.remarks += (f"{target}: was changed by hand, and is now {aside}",)
            elif _is_signed(target):
                return target
            _publish(self._folder, target)
        return target

    def replace(self, folder: Path, files: Mapping[str, bytes]) -> None:
        """Write all files of a brief, and let them take the place of `folder` in one step."""
        for path, content in files.items():
            self.write(path, partial(_pour, content))
        with _saying(folder):
            self._folder.chmod(0o755)
            _publish(self._folder, folder)

    def add(self, folder: Path, files: Mapping[str, bytes]) -> None:
        """Write files, and move each into `folder`, in the place of an earlier one."""
        for path, content in files.items():
            self.write(path, partial(_pour, content))
        with _saying(folder):
            for path in files:
                (self._folder / path).replace(folder / path)
            _settle(folder)


def replace_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Let these files take the place of a brief's folder, in one step.

    Raises OutputError; then that is as it was.
    """
    place = folder.resolve()
    with open_draft(place.parent) as draft:
        draft.replace(place, files)


def add_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Put files beside those of a brief, each whole or not at all. Raises OutputError."""
    place = folder.resolve()
    with open_draft(place.parent) as draft:
        draft.add(place, files)


@contextmanager
def open_draft(parent: Path) -> Iterator[Draft]:
    """Begin a brief below `parent`; unless it is published, nothing of it is left in the end.

    Raises OutputError.
    """
    made = [folder for folder in (parent, *parent.parents) if not folder.exists()]
    try:
        with ExitStack() as stack:
            with _saying(parent):
                parent.mkdir(parents=True, exist_ok=True)
                sweep(parent)
                folder = stack.enter_context(_draft(parent))
            yield Draft(folder)
    finally:
        with suppress(OSError):
            for empty in made:
                empty.rmdir()


@contextmanager
def _saying(place: Path) -> Iterator[None]:
    """Raise as OutputError what goes wrong with a file."""
    try:
        yield
    except OSError as error:
        raise OutputError(f"{error.filename or place}: {error.strerror}") from error


def _pour(content: bytes, stream: BinaryIO) -> None:
    stream.write(content)


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


def sweep(parent: Path) -> None:
    """Remove what processes that were killed have left: drafts that nobody locks any more.

    A brief that one of them had moved aside, and put no other in its place, goes back there.
    """
    for left in parent.glob(f"{_DRAFT}*"):
        with suppress(OSError):
            handle = os.open(left, os.O_RDONLY | os.O_NOFOLLOW | os.O_DIRECTORY)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                for aside in left.glob(f"{_ASIDE}*"):
                    home = parent / aside.name.removeprefix(_ASIDE)
                    if not home.exists():
                        aside.rename(home)
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
    if hashlib.sha256(there).hexdigest() in issued or _is_signed(place):
        return False
    try:
        other = decode_manifest(there).masthead.period_start
    except ValueError:
        return True
    return not other or other == brief.masthead.period_start


def _manifest(
    files: tuple[OutputFile, ...],
    brief: Brief,
    digest: str,
    origins: Sequence[Path],
    parent: Path,
    limits: Limits,
) -> Manifest:
    evidence = brief.evidence
    made_by = evidence.generator
    return Manifest(
        digest=digest,
        generator=f"briefgen {made_by.briefgen}, spaCy {made_by.spacy}, {made_by.model}",
        masthead=brief.masthead,
        origins=tuple(_relative(origin, parent / "brief") for origin in origins),
        inputs=tuple(InputFile(s.key, s.path, s.sha256) for s in evidence.sources),
        limits=limits,
        shown=tuple(item.ref for item in brief.items()),
        analyst=brief.analyst,
        files=files,
    )


def _relative(origin: Path, target: Path) -> str:
    return Path(os.path.relpath(origin.resolve(), target.resolve())).as_posix()


def _publish(draft: Path, target: Path) -> None:
    """Move the draft to its place, and what lies there away, in one step where there is such.

    When this returns, the brief is on the disk, under its name.
    """
    for folder in (draft, *(path for path in draft.rglob("*") if path.is_dir())):
        _settle(folder)
    if not target.exists():
        draft.rename(target)
    elif not swap(draft, target):
        _take_turns(draft, target)
    _settle(target.parent)


def _take_turns(draft: Path, target: Path) -> None:
    """Move an earlier brief aside, and the draft to its place; the earlier comes back on failure.

    `sweep` puts back what a kill between both has left aside.
    """
    with _draft(target.parent) as aside:
        earlier = target.rename(aside / f"{_ASIDE}{target.name}")
        try:
            draft.rename(target)
        except OSError:
            earlier.rename(target)
            raise


def _as_made(folder: Path) -> bool:
    """Tell whether a brief's folder holds what its manifest lists, byte for byte, and no more."""
    files = read_folder(folder)
    try:
        listed = decode_manifest(files[MANIFEST_NAME]).files
    except ValueError:
        return False
    held = {
        path: hashlib.sha256(content).hexdigest()
        for path, content in files.items()
        if path != MANIFEST_NAME and not is_litter(path) and not is_signature(path)
    }
    return held == {one.path: one.sha256 for one in listed}


def _is_signed(folder: Path) -> bool:
    return any((folder / name).exists() for name in (SIGNATURE_NAME, SIGNED_NAME))


def _free(folder: Path, word: str) -> Path:
    """Return a place beside a folder, named after it, where nothing lies yet."""
    first = folder.with_name(f"{folder.name}-{word}")
    further = (first.with_name(f"{first.name}-{n}") for n in count(2))
    return next(place for place in chain((first,), further) if not place.exists())


def _settle(folder: Path) -> None:
    """Wait until the names in a folder are on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

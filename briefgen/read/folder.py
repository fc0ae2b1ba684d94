"""Which files a run reads: everything below the inputs but what is *about* the inputs."""

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path, PurePosixPath

from briefgen.config import load_metadata, recall_metadata
from briefgen.errors import ConfigError, MissingInput
from briefgen.model.text import Metadata

_UNSHOWN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_MAILDIR = ("cur", "new", "tmp")
_ABOUT = ("sources.yaml", "briefgen.yaml", "decisions.yaml")


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read: where it is, the name it is known by, what is known about it.

    `name` is relative to the input it was found in, with forward slashes, and characters
    that show nothing written as escapes; when there are several inputs, it begins with that
    input's own name. `parts` says by full name what is known about sources inside it.
    """

    file: Path
    name: str
    metadata: Metadata
    parts: Mapping[str, Metadata] = field(default_factory=dict)

    def holds(self, path: str) -> bool:
        """Tell whether the source of this path is the file, or lies in it."""
        return path == self.name or path.startswith(f"{self.name}/")


def find_files(inputs: tuple[Path, ...]) -> tuple[Found, ...]:
    """List the files of all inputs (files or folders), sorted by name.

    Hidden files, README files, sources.yaml, briefgen.yaml and decisions.yaml are about the
    inputs and are not listed, nor are finished briefs. Raises MissingInput for an input that does
    not exist and when nothing is found, ConfigError for mistakes in a sources.yaml.
    """
    found: dict[Path, Found] = {}
    for path in inputs:
        if not path.exists():
            raise MissingInput(f"{path}: no such file or folder: check the path")
        folder = path if path.is_dir() else path.parent
        entries = load_metadata(folder)
        prefix = f"{path.resolve().name}/" if len(inputs) > 1 and path.is_dir() else ""
        for file in _walk(path) if path.is_dir() else (path,):
            name = file.relative_to(folder).as_posix()
            known = entries.get(name, Metadata())
            parts = {
                prefix + part: metadata
                for part, metadata in entries.items()
                if part.startswith(f"{name}/")
            }
            found.setdefault(file.absolute(), Found(file, prefix + _shown(name), known, parts))
    if not found:
        places = ", ".join(str(path) for path in inputs)
        raise MissingInput(f"{places}: no input files there: put source documents in it")
    return tuple(sorted(found.values(), key=lambda one: one.name))


def find_again(inputs: tuple[Path, ...], names: Sequence[str]) -> tuple[Found, ...]:
    """Return those of the files that a run has read, by the names it gave them, that are there.

    `names` are of files, or of sources inside them. Nothing else in the inputs is looked at, and
    a sources.yaml that can't be used any more tells nothing. One file is no reason to miss others.
    """
    found: dict[Path, Found] = {}
    for path in inputs:
        folder = path if path.is_dir() else path.parent
        try:
            entries = recall_metadata(folder)
        except (ConfigError, MissingInput):
            entries = {}
        for name, prefix in product(names, _prefixes(path, len(inputs))):
            file = _holder(folder, name.removeprefix(prefix))
            if file and name.startswith(prefix) and (path.is_dir() or file == path):
                within = file.relative_to(folder).as_posix()
                parts = {
                    prefix + part: metadata
                    for part, metadata in entries.items()
                    if part.startswith(f"{within}/")
                }
                known = entries.get(within, Metadata())
                found.setdefault(file.absolute(), Found(file, prefix + within, known, parts))
    return tuple(sorted(found.values(), key=lambda one: one.name))


def _prefixes(path: Path, inputs: int) -> tuple[str, ...]:
    """Return what names of files in an input may begin with.

    Where one is left of several, because nothing in the others may be named, its own name stays.
    """
    if not path.is_dir():
        return ("",)
    prefix = f"{path.resolve().name}/"
    return (prefix,) if inputs > 1 else ("", prefix)


def _holder(folder: Path, name: str) -> Path | None:
    """Return the file below a folder that a source is, or lies in; no link leads out of it."""
    place = folder
    for part in PurePosixPath(name).parts:
        place = _child(place, part)
        if part == ".." or part.startswith("/") or place.is_symlink():
            return None
        if place.is_file():
            return place
    return None


def _child(folder: Path, shown: str) -> Path:
    """Return what lies in a folder under a name, in which escapes may stand for characters."""
    if "\\" not in shown or (folder / shown).exists() or not folder.is_dir():
        return folder / shown
    return next((one for one in folder.iterdir() if _shown(one.name) == shown), folder / shown)


def _walk(folder: Path) -> Iterator[Path]:
    """Yield the files below a folder; links, to folders too, are listed, never followed."""
    for parent, folders, files in os.walk(folder):
        here = Path(parent)
        is_maildir = set(_MAILDIR) <= set(folders)
        if is_maildir:
            folders.remove("tmp")  # what lies there has not arrived
        links = [name for name in folders if (here / name).is_symlink()]
        folders[:] = sorted(n for n in folders if not (n.startswith(".") or _is_brief(here / n)))
        for name in sorted((*links, *(() if is_maildir else files))):
            readme = name.casefold().split(".")[0] == "readme"
            if not (name.startswith(".") or readme or name in _ABOUT):
                yield here / name


def _shown(name: str) -> str:
    """Return a file name as text: bytes that are no UTF-8 and unseen characters as escapes."""
    text = os.fsencode(name).decode("utf-8", errors="backslashreplace")
    return _UNSHOWN.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)


def _is_brief(folder: Path) -> bool:
    """Tell a finished brief, which is no source of the next one."""
    return all((folder / name).is_file() for name in ("manifest.json", "evidence.json"))

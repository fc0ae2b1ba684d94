"""A finished brief as it lies on the disk: the files of its folder, or one of them."""

from collections.abc import Mapping
from pathlib import Path

from briefgen.errors import MissingInput


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

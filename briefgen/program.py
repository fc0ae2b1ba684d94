"""The program's own code, part by part: what its results are made by, as a digest."""

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import briefgen.errors

COMMON = (
    "pipeline.py", "program.py", "reuse.py", "language_model.py", "errors.py", "config", "model",
    "data",
)  # fmt: skip
"""Parts of the package that shape every result."""

PARTS = {
    "readings": ("read", "formats"),
    "annotations": ("extract", "annotating.py", "execution", "garbage.py"),
    "evidence": ("merge", "furniture.py"),
    "pages": ("render", "geography.py", "garbage.py"),
}
"""Parts of the package that shape the results of each kind besides."""


PRINTING = (
    "model", "data", "render", "geography.py", "garbage.py", "edition.py", "assess",
    "verification/paper/attached.py",
)  # fmt: skip
"""Parts of the package that shape the files of a composed note."""


COMPOSING = ("model", "data", "compose", "geography.py")
"""Parts of the package that shape the choice, order and numbers of a note."""

FINDING = (
    *COMMON, *(part for parts in (PARTS[name] for name in ("readings", "annotations", "evidence"))
    for part in parts), "clean", "decide", "intake.py", "protecting.py",
)  # fmt: skip
"""Parts of the package that shape what is found in sources."""


def code_in(parts: Iterable[str]) -> bytes:
    """Return the digest of all code, and of the tables it decides by, in some of its parts."""
    whole = hashlib.sha256()
    for part in parts:
        whole.update(_digest(part))
    return whole.digest()


def code_of(results: str) -> bytes:
    """Return the digest of all code, and of the tables it decides by, that makes some results.

    `results` is a key of `PARTS`.
    """
    return code_in((*COMMON, *PARTS[results]))


@cache
def _digest(part: str) -> bytes:
    """Return the digest of a file or folder of this package."""
    package = Path(briefgen.errors.__file__).parent
    files = sorted((package / part).rglob("*")) if (package / part).is_dir() else [package / part]
    whole = hashlib.sha256()
    for file in files:
        if file.is_file() and file.suffix != ".pyc":
            whole.update(file.relative_to(package).as_posix().encode() + b"\0")
            whole.update(hashlib.sha256(file.read_bytes()).digest())
    return whole.digest()

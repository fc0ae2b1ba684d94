"""The originals of a finished note, read again where they lie, and what became of each."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefgen.decide.protection import Protection
from briefgen.errors import Finding
from briefgen.intake import read_again
from briefgen.model.codec import EVIDENCE_NAME, parse_evidence
from briefgen.model.evidence import Evidence
from briefgen.model.limits import PROVING_LIMITS
from briefgen.model.manifest import MANIFEST_NAME, InputFile, Manifest, decode_manifest
from briefgen.model.text import Corpus
from briefgen.proof.checked import Original, State
from briefgen.protecting import guard_of, sealed_sources
from briefgen.read import Found, find_again


@dataclass(frozen=True, slots=True)
class Reread:
    """The originals of a note as they are now, `states` of each, and what is wrong with them.

    `described` tells whether a sources.yaml lies beside them. The files that the note could not
    use are `skipped`, where its `evidence` can be read.
    """

    corpus: Corpus
    states: tuple[Original, ...]
    findings: tuple[Finding, ...]
    described: bool
    evidence: Evidence | None = None
    skipped: tuple[Found, ...] = ()


def read_originals(
    folder: Path, files: Mapping[str, bytes], protection: Protection
) -> tuple[Corpus, Mapping[str, str]]:
    """Read the files a brief was made from again; those not found any more are left out.

    `files` are those of its folder. The keys of all are returned, by path, but of those whose
    words were hidden at another desk. Raises ValueError for a manifest that is damaged.
    """
    manifest = decode_manifest(files.get(MANIFEST_NAME, b""))
    corpus, keys, _ = _originals(folder, manifest, files, protection)
    return corpus, keys


def _originals(
    folder: Path, manifest: Manifest, files: Mapping[str, bytes], protection: Protection
) -> tuple[Corpus, Mapping[str, str], tuple[Found, ...]]:
    sealed, hidden = sealed_sources(files.get(EVIDENCE_NAME, b""))
    guard = guard_of(sealed, hidden, protection)
    inputs = ((one.path, one.key) for one in manifest.inputs)
    keys = {path: key for path, key in inputs if protection.secret or key not in sealed}
    there = find_again(_origins(folder, manifest), tuple(keys))
    return read_again(there, keys, PROVING_LIMITS, guard), keys, there


def _origins(folder: Path, manifest: Manifest) -> tuple[Path, ...]:
    return tuple(folder / origin for origin in manifest.origins)


def reread(
    folder: Path, manifest: Manifest, files: Mapping[str, bytes], protection: Protection
) -> Reread:
    """Read the originals, and tell what became of each: none keeps another from being compared."""
    corpus, keys, there = _originals(folder, manifest, files, protection)
    found = {document.source.path: document.source.sha256 for document in corpus.documents}
    states = tuple(
        Original(one.key, one.path, _state(one, found, there))
        if one.path in keys
        else Original(one.key, one.path, State.WITHHELD)
        for one in manifest.inputs
    )
    unread = tuple(
        Finding(one.path, f"{one.key} is another file now, and cannot be read")
        for one in states
        if one.state is State.CHANGED and one.path not in found
    )
    described = any(map(_is_described, _origins(folder, manifest)))
    try:
        evidence = parse_evidence(files.get(EVIDENCE_NAME, b""))
    except ValueError:
        return Reread(corpus, states, unread, described)
    paths = tuple(one.path for one in evidence.skipped)
    skipped = find_again(_origins(folder, manifest), paths)
    return Reread(corpus, states, unread, described, evidence, skipped)


def _state(one: InputFile, found: Mapping[str, str], there: Sequence[Found]) -> State:
    """Tell what became of an original, by the hashes of those that could be read.

    One that is as it was, and could not be read this time, is as if it were not there.
    """
    if one.path in found:
        return State.COMPARED if found[one.path] == one.sha256 else State.CHANGED
    holder = next((file for file in there if file.holds(one.path)), None)
    if holder is None:
        return State.ABSENT
    beside = any(holder.holds(path) for path in found)
    whole = holder.name == one.path
    changed = whole and _hash_of(holder.file) not in ("", one.sha256)
    return State.CHANGED if changed or (beside and not whole) else State.ABSENT


def _hash_of(file: Path) -> str:
    """Return the SHA-256 of a file, "" for one that cannot be read now."""
    try:
        with file.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError:
        return ""


def _is_described(origin: Path) -> bool:
    """Tell whether a file says what is known of the sources in an input."""
    return ((origin if origin.is_dir() else origin.parent) / "sources.yaml").is_file()

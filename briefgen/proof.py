"""A finished note, checked against itself and against the originals, where they lie."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from briefgen.checked import Checked, Original, State, Step
from briefgen.config import Config
from briefgen.decide.protection import Protection, exposed
from briefgen.errors import BriefgenError, Finding
from briefgen.intake import USUAL, read_again
from briefgen.merge import compare
from briefgen.model.brief import Brief
from briefgen.model.codec import (
    BRIEF_NAME,
    CHANGES_NAME,
    EVIDENCE_NAME,
    decode_brief,
    parse_evidence,
)
from briefgen.model.evidence import Evidence
from briefgen.model.keeping import KEPT_NOWHERE, Shelf
from briefgen.model.limits import PROVING_LIMITS
from briefgen.model.manifest import MANIFEST_NAME, InputFile, Manifest, decode_manifest
from briefgen.model.text import Corpus
from briefgen.protecting import guard_of, protection_of, sealed_sources
from briefgen.read import Found, find_again
from briefgen.recomposition import check_composed, check_digests, hindrance_to
from briefgen.reextraction import NotAtHand, check_evidence
from briefgen.reproduction import Reproduction, reproduce
from briefgen.seals import NOBODY, Seal, Trust, examine, examine_paper
from briefgen.verify import (
    check_claims,
    check_described,
    check_folder,
    check_marking,
    check_paper,
    open_paper,
)
from briefgen.workspace import read_file, read_folder, read_past

__all__ = ["Checked", "Original", "State", "Step", "read_originals", "verify"]


def verify(
    folder: Path,
    config: Config = USUAL,
    trust: Trust = NOBODY,
    *,
    deep: bool = False,
    shelf: Shelf = KEPT_NOWHERE,
) -> Checked:
    """Re-check a finished folder against itself and against the originals, where they lie.

    Its note is composed again of its evidence, and its files are printed again. A `deep` check also
    finds the evidence again in the originals, with the model. Where words of a source are hidden,
    its original is checked only with the secret of the desk
    that hid them, which `config` names; nothing may be shown that is hidden there now. Of a PDF,
    the pages are checked against what is attached to them. Signatures are asked for from those
    whom `trust` names. A note of the very same content that was printed before may be taken from
    the `shelf`. Raises MissingInput when there is no such folder or file.
    """
    if folder.is_file():
        content = read_file(folder)
        checked = _verify_paper(content, config, deep=deep, shelf=shelf)
        return _signed(checked, examine_paper(content, trust))
    files = read_folder(folder)
    return _signed(
        _verify_folder(folder, files, config, deep=deep, shelf=shelf), examine(files, trust)
    )


def _signed(checked: Checked, seals: tuple[Seal, ...]) -> Checked:
    """Add to a check what its signatures say."""
    wrong = {found for seal in seals for found in seal.findings}
    return replace(checked, findings=tuple(sorted({*checked.findings, *wrong})), seals=seals)


def _verify_folder(
    folder: Path, files: Mapping[str, bytes], config: Config, *, deep: bool, shelf: Shelf
) -> Checked:
    try:
        manifest = decode_manifest(files.get(MANIFEST_NAME, b""))
    except ValueError:
        return Checked(check_folder(files, Corpus(())))
    protection = protection_of(config)
    read = _read(folder, manifest, files, protection)
    paths = {one.key: one.path for one in manifest.inputs}
    texts = {key: files.get(f"sources/{key}.txt", b"").decode(errors="replace") for key in paths}
    shown = exposed(paths, texts, read.corpus, protection)
    again = reproduce(files, config, read.corpus, shelf)
    findings = {*check_folder(files, read.corpus, again.equal), *shown, *read.findings}
    checked = Checked(
        findings=tuple(sorted(findings)),
        sources=len(paths),
        originals=read.originals,
        analyst=manifest.analyst,
    )
    checked = _reproduced(checked, files, again)
    brief = _brief_of(files)
    if brief is None:
        why = "it carries no composed brief"
        return _hindered(checked, Step.EXTRACTED, why) if deep else checked
    if read.evidence is not None:
        checked = _with(checked, check_claims(read.evidence))
        checked = _described(checked, read, folder, manifest)
        checked = _composed(checked, brief, read.evidence, files)
        checked = _since(checked, brief, read.evidence, config, protection)
    return _extracted(checked, brief, read, config, protection) if deep else checked


@dataclass(frozen=True, slots=True)
class _Read:
    """The originals of a note as they are now, and the files that it could not use."""

    corpus: Corpus
    originals: tuple[Original, ...]
    findings: tuple[Finding, ...]
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


def _read(
    folder: Path, manifest: Manifest, files: Mapping[str, bytes], protection: Protection
) -> _Read:
    """Read the originals, and tell what became of each: none keeps another from being compared."""
    corpus, keys, there = _originals(folder, manifest, files, protection)
    found = {document.source.path: document.source.sha256 for document in corpus.documents}
    originals = tuple(
        Original(one.key, one.path, _state(one, found, there))
        if one.path in keys
        else Original(one.key, one.path, State.WITHHELD)
        for one in manifest.inputs
    )
    unread = tuple(
        Finding(one.path, f"{one.key} is another file now, and cannot be read")
        for one in originals
        if one.state is State.CHANGED and one.path not in found
    )
    try:
        evidence = parse_evidence(files.get(EVIDENCE_NAME, b""))
    except ValueError:
        return _Read(corpus, originals, unread)
    paths = tuple(one.path for one in evidence.skipped)
    skipped = find_again(_origins(folder, manifest), paths)
    return _Read(corpus, originals, unread, evidence, skipped)


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


def _verify_paper(content: bytes, config: Config, *, deep: bool, shelf: Shelf) -> Checked:
    try:
        paper = open_paper(content)
    except ValueError as error:
        return Checked((Finding("attachments", f"no note that can be checked: {error}"),))
    files = {**paper.files, "brief.pdf": content}
    again = reproduce(files, config, shelf=shelf)
    findings, number = check_paper(paper, printed=bool(again.equal))
    checked = _reproduced(Checked(findings, number), files, again)
    if deep:
        checked = _hindered(checked, Step.EXTRACTED, "a PDF does not say where its originals lie")
    return checked


def _brief_of(files: Mapping[str, bytes]) -> Brief | None:
    try:
        return decode_brief(files.get(BRIEF_NAME, b""))
    except ValueError:
        return None


def _reproduced(checked: Checked, files: Mapping[str, bytes], again: Reproduction) -> Checked:
    """Add to a check what came of printing the note again."""
    if again.hindrance:
        checked = _hindered(checked, Step.PRINTED, again.hindrance)
    brief = _brief_of(files)
    if brief is None:
        return checked
    found = (
        *again.findings,
        *check_digests(brief, files),
        *check_marking(brief),
        *check_claims(brief.evidence, whole=False),
    )
    checked = replace(
        _with(checked, found),
        citations=len(brief.citations),
        statements=sum(1 for _ in brief.items()),
        equal=again.equal,
        content=brief.content,
    )
    return _done(checked, Step.PRINTED) if again.equal else checked


def _described(checked: Checked, read: _Read, folder: Path, manifest: Manifest) -> Checked:
    """Add to a check what is known of its sources; much of that is lost with sources.yaml."""
    told = tuple(check_described(read.evidence, read.corpus)) if read.evidence else ()
    if told and not any(map(_is_described, _origins(folder, manifest))):
        return _hindered(checked, Step.DESCRIBED, "there is no sources.yaml beside them")
    return _with(checked, told)


def _is_described(origin: Path) -> bool:
    """Tell whether a file says what is known of the sources in an input."""
    return ((origin if origin.is_dir() else origin.parent) / "sources.yaml").is_file()


def _composed(
    checked: Checked, brief: Brief, evidence: Evidence, files: Mapping[str, bytes]
) -> Checked:
    """Add to a check what came of composing the note again of its evidence."""
    hindrance = hindrance_to(brief)
    if hindrance:
        return _hindered(checked, Step.COMPOSED, hindrance)
    return _done(_with(checked, check_composed(brief, evidence, files)), Step.COMPOSED)


def _since(
    checked: Checked, brief: Brief, evidence: Evidence, config: Config, protection: Protection
) -> Checked:
    """Add to a check what came of comparing the note with the last issue again.

    Where the desk hides something, the last issue was not compared as the history has it.
    """
    told, head = brief.changes, brief.masthead
    if told is None or brief.recipe is None:
        return checked
    try:
        past = read_past(Path(config.state), head.issue_date, head.period_start)
    except BriefgenError:
        past = None
    if past is None or past.issue.id != told.issue.id or protection.decisions:
        why = "the issue before it is not in the history at hand (--config)"
        return _hindered(checked, Step.COMPARED, why)
    made = compare(past, evidence)
    if (made.facts, made.gone, made.sources) == (told.facts, told.gone, told.sources):
        return _done(checked, Step.COMPARED)
    differs = Finding(CHANGES_NAME, "is not how the evidence stands to the last issue")
    return _with(checked, (differs,))


def _extracted(
    checked: Checked, brief: Brief, read: _Read, config: Config, protection: Protection
) -> Checked:
    """Add to a check what came of finding the evidence again in the originals."""
    lost = sum(one.state in (State.ABSENT, State.WITHHELD) for one in checked.originals)
    if read.evidence is None:
        return _hindered(checked, Step.EXTRACTED, "its evidence cannot be used")
    if lost:
        why = f"{lost} of its {checked.sources} originals could not be compared"
        return _hindered(checked, Step.EXTRACTED, why)
    try:
        found = tuple(
            check_evidence(brief, read.evidence, read.corpus, read.skipped, config, protection)
        )
    except NotAtHand as error:
        return _hindered(checked, Step.EXTRACTED, str(error))
    return _done(_with(checked, found), Step.EXTRACTED)


def _with(checked: Checked, findings: Iterator[Finding] | Sequence[Finding]) -> Checked:
    return replace(checked, findings=tuple(sorted({*checked.findings, *findings})))


def _done(checked: Checked, step: Step) -> Checked:
    return replace(checked, again=(*checked.again, step))


def _hindered(checked: Checked, step: Step, why: str) -> Checked:
    return replace(checked, hindrances=(*checked.hindrances, (step, why)))

"""All checks of a finished note, in the order in which each builds on those before."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from briefgen.config import Config
from briefgen.decide.protection import Protection, exposed
from briefgen.errors import BriefgenError, Finding
from briefgen.intake import USUAL
from briefgen.merge import compare
from briefgen.model.brief import Brief
from briefgen.model.codec import (
    BRIEF_NAME,
    CHANGES_NAME,
    decode_brief,
)
from briefgen.model.evidence import Evidence
from briefgen.model.keeping import KEPT_NOWHERE, Shelf
from briefgen.model.manifest import MANIFEST_NAME, decode_manifest
from briefgen.model.text import Corpus
from briefgen.proof.checked import Checked, State, Step
from briefgen.proof.originals import Reread, reread
from briefgen.proof.recomposition import check_composed, check_digests, hindrance_to
from briefgen.proof.reextraction import NotAtHand, check_evidence
from briefgen.proof.reproduction import Reproduction, reproduce
from briefgen.protecting import protection_of
from briefgen.seals import NOBODY, Seal, Trust, examine, examine_paper
from briefgen.verification import (
    check_claims,
    check_described,
    check_folder,
    check_marking,
    check_paper,
    open_paper,
)
from briefgen.workspace import read_file, read_folder, read_past


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
    read = reread(folder, manifest, files, protection)
    paths = {one.key: one.path for one in manifest.inputs}
    texts = {key: files.get(f"sources/{key}.txt", b"").decode(errors="replace") for key in paths}
    shown = exposed(paths, texts, read.corpus, protection)
    again = reproduce(files, config, read.corpus, shelf)
    findings = {*check_folder(files, read.corpus, again.equal), *shown, *read.findings}
    checked = Checked(
        findings=tuple(sorted(findings)),
        sources=len(paths),
        originals=read.states,
        analyst=manifest.analyst,
    )
    checked = _reproduced(checked, files, again)
    brief = _brief_of(files)
    if brief is None:
        why = "it carries no composed brief"
        return _hindered(checked, Step.EXTRACTED, why) if deep else checked
    if read.evidence is not None:
        checked = _with(checked, check_claims(read.evidence))
        checked = _described(checked, read)
        checked = _composed(checked, brief, read.evidence, files)
        checked = _since(checked, brief, read.evidence, config, protection)
    return _extracted(checked, brief, read, config, protection) if deep else checked


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


def _described(checked: Checked, read: Reread) -> Checked:
    """Add to a check what is known of its sources; much of that is lost with sources.yaml."""
    told = tuple(check_described(read.evidence, read.corpus)) if read.evidence else ()
    if told and not read.described:
        return _hindered(checked, Step.DESCRIBED, "there is no sources.yaml beside them")
    return _with(checked, told)


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
    checked: Checked, brief: Brief, read: Reread, config: Config, protection: Protection
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

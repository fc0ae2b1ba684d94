"""A draft that was read becomes an issue: that folder, with the name of who has read it."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from briefgen.config import Config, Occasion, Recipient
from briefgen.deliver import Clock, Draft, Job, Message, open_draft, open_ledger
from briefgen.edition import print_again, with_places
from briefgen.errors import (
    AlreadyIssued,
    Finding,
    LaterIssued,
    MarkedRed,
    NotIssuable,
    NotSendable,
    Unconfirmed,
    VerificationFailed,
)
from briefgen.jobs import LEDGER, folder_of, job_of, keep, keep_what_went_out
from briefgen.model.brief import Brief, Masthead, OwnPart
from briefgen.model.codec import BRIEF_NAME, EVIDENCE_NAME, decode_brief, decode_evidence
from briefgen.model.issues import Issue
from briefgen.model.keeping import KEPT_NOWHERE, Shelf
from briefgen.model.manifest import (
    MANIFEST_NAME,
    decode_manifest,
    encode_manifest,
    is_litter,
    is_signature,
    with_contents,
)
from briefgen.model.marking import Marking
from briefgen.model.text import Corpus
from briefgen.own_words import confirm
from briefgen.proof import verify
from briefgen.publishing import (
    Ran,
    Wish,
    World,
    address_all,
    check_server,
    deliver,
    recipients_of,
)
from briefgen.verification import check_folder
from briefgen.workspace import (
    has_history,
    locked,
    open_history,
    read_folder,
    replace_folder,
    sweep,
)


@dataclass(frozen=True, slots=True)
class Approval:
    """Who has read a draft, which words in it are confirmed, and whether it is to be sent."""

    reviewer: str
    confirmed: frozenset[OwnPart] = frozenset()
    mail: bool = True


@dataclass(frozen=True, slots=True)
class _Read:
    """A folder as it was verified, file by file; `in_part` says why not all of it was proved."""

    folder: Path
    files: Mapping[str, bytes]
    brief: Brief
    in_part: str = ""

    @property
    def digest(self) -> str:
        """The hash that names the brief."""
        return hashlib.sha256(self.files[MANIFEST_NAME]).hexdigest()

    @property
    def occasion(self) -> Occasion:
        """Which issue it is."""
        return occasion_of(self.brief.masthead)

    @property
    def week(self) -> str:
        """The name of the week that it covers, or its own hash."""
        week = self.occasion.week
        return week.name if week else self.digest


def occasion_of(masthead: Masthead) -> Occasion:
    """Return which issue a brief with this masthead is."""
    return Occasion(masthead.issue_date, masthead.period_start, masthead.period_end)


def issue(
    folder: Path, config: Config, approval: Approval, world: World, shelf: Shelf = KEPT_NOWHERE
) -> Ran:
    """Make the draft in `folder` an issue: reviewed, recorded, and sent where it is to be sent.

    Safe to repeat: one that was begun is finished, and nobody gets it twice. Raises
    VerificationFailed or NotIssuable for one that must not be issued, ConfigError for incomplete
    settings; then nothing was changed.
    """
    recipients = _recipients(config, approval)
    if recipients:
        check_server(config.deliver)
    state = Path(config.state)
    sweep(folder.resolve().parent)
    with locked(state), open_ledger(state / LEDGER) as ledger:
        keep_what_went_out(ledger, config)
        read = _verified(folder, config, recipients)
        _refuse(read, ledger.job(read.week), config, approval)
        final = _approved(read, approval, config, shelf)
        if final is not read:
            if _read_files(folder) != read.files:
                raise NotIssuable(f"{folder}: was changed meanwhile: read it again")
            replace_folder(folder, final.files)
        _confirm(final, approval, state)
        ledger.decide(job_of(final.week, folder, config, done=not recipients))
        keep(folder, config)
        if not recipients:
            ledger.finish(final.week)
            return Ran(folder)
        sent = deliver(_draft(final), recipients, config.deliver, ledger, Wish(), world)
        if sent.settled:
            ledger.finish(final.week)
        return Ran(folder, sent)


def rehearse_issue(
    folder: Path, config: Config, approval: Approval, clock: Clock, shelf: Shelf = KEPT_NOWHERE
) -> Iterator[Message]:
    """Yield the messages that `issue` would send; nothing is changed or noted.

    Raises what `issue` raises.
    """
    recipients = _recipients(config, approval)
    read = _verified(folder, config, recipients)
    state = Path(config.state)
    job: Job | None = None
    if (state / LEDGER).exists():
        with locked(state), open_ledger(state / LEDGER) as ledger:
            job = ledger.job(read.week)
    _refuse(read, job, config, approval)
    final = _approved(read, approval, config, shelf)
    letters = address_all(_draft(final), recipients, config.deliver, clock) if recipients else {}
    return (letter.write() for letter in letters.values())


def _recipients(config: Config, approval: Approval) -> tuple[Recipient, ...]:
    return recipients_of(config.deliver) if config.deliver.to and approval.mail else ()


def _read_files(folder: Path) -> Mapping[str, bytes]:
    """Read a folder, but for what a desktop leaves in it."""
    found = read_folder(folder)
    return {path: found[path] for path in found if not is_litter(path)}


def _verified(folder: Path, config: Config, recipients: tuple[Recipient, ...]) -> _Read:
    """Read a folder that is as it was made. Raises VerificationFailed, MarkedRed or NotIssuable."""
    files = _read_files(folder)
    checked = verify(folder, config)
    if checked.findings:
        raise VerificationFailed(checked.findings)
    if BRIEF_NAME not in files:
        raise NotIssuable(f"{folder}: an earlier briefgen has made it: build it again, and read it")
    brief = decode_brief(files[BRIEF_NAME])
    if recipients and brief.masthead.marking == Marking.RED:
        raise MarkedRed(
            f"{folder}: is {Marking.RED}, for the ears of those present only: give --no-send"
        )
    if recipients and "brief.eml" not in files:
        raise NotSendable(f"{folder}: there is no brief.eml: build with email among the formats")
    return _Read(folder, files, brief, checked.in_part)


def _refuse(read: _Read, job: Job | None, config: Config, approval: Approval) -> None:
    """Raise NotIssuable where something stands against an issue; one that was begun may go on."""
    begun = job is not None and job.brief == read.digest and not job.done
    if not begun:
        if job:
            named = f"is issued already, as {folder_of(job, config)}"
            raise AlreadyIssued(f"{read.folder}: {read.occasion.names[-1]} {named}")
        for other in _issues(Path(config.state)):
            if other.id == read.digest:
                raise AlreadyIssued(f"{read.folder}: was issued on {other.issue_date} already")
            if _is_later(other, read.brief.masthead):
                raise LaterIssued(
                    f"{read.folder}: is of {read.brief.masthead.issue_date}, and {other.folder} of"
                    f" {other.issue_date} was issued: build it again with a later --issue-date"
                )
    elif read.brief.masthead.reviewed_by != approval.reviewer:
        raise AlreadyIssued(
            f"{read.folder}: goes out as it is since a run has begun to send it,"
            f" {read.brief.masthead.review}"
        )
    doubtful = {*read.brief.masthead.to_confirm} - {OwnPart.REVIEW} - approval.confirmed
    if doubtful:
        named = " and ".join(part for part in OwnPart if part in doubtful)
        options = " ".join(f"--confirm {part}" for part in OwnPart if part in doubtful)
        raise Unconfirmed(
            f"{read.folder}: {named} of an analyst, written before the evidence changed: write"
            f" them anew and build, or confirm them with {options}"
        )


def _issues(state: Path) -> tuple[Issue, ...]:
    if not has_history(state):
        return ()
    with open_history(state) as history:
        return history.issues()


def _is_later(other: Issue, masthead: Masthead) -> bool:
    """Tell whether an issue is of a later date, or of the same date and a later period."""
    if other.issue_date != masthead.issue_date:
        return other.issue_date > masthead.issue_date
    return bool(masthead.period_start) and other.period_start > masthead.period_start


def _approved(read: _Read, approval: Approval, config: Config, shelf: Shelf) -> _Read:
    """Return the note with the name of who has read it; all else is as it was read.

    Raises VerificationFailed where it cannot be made again as it is: then the difference
    would be more than the name.
    """
    masthead = replace(read.brief.masthead, reviewed_by=approval.reviewer, to_confirm=())
    if masthead == read.brief.masthead:
        return read
    placed = with_places(read.brief, config)
    findings = tuple(
        Finding(path, "comes out otherwise than it was read: template, fonts or briefgen changed")
        for path, content in print_again(placed, read.files, shelf).items()
        if content != read.files.get(path)
    )
    if read.in_part:
        told = f"only a part of it could be proved, for {read.in_part}: build it again, and read it"
        findings = (*findings, Finding(BRIEF_NAME, told))
    if findings:
        raise VerificationFailed(findings)
    # What a draft was signed with is not of the issue, which has another manifest.
    files = {path: read.files[path] for path in read.files if not is_signature(path)}
    files |= print_again(replace(placed, masthead=masthead), read.files, shelf)
    manifest = replace(decode_manifest(files.pop(MANIFEST_NAME)), masthead=masthead)
    files[MANIFEST_NAME] = encode_manifest(with_contents(manifest, files))
    if findings := check_folder(files, Corpus(())):
        raise VerificationFailed(findings)
    return _Read(read.folder, files, decode_brief(files[BRIEF_NAME]))


def _confirm(read: _Read, approval: Approval, state: Path) -> None:
    evidence = decode_evidence(read.files[EVIDENCE_NAME])
    for part in approval.confirmed:
        sections = [one for one in read.brief.sections if one.name.value == part]
        words = [words for section in sections for words in section.written]
        if words:
            told = sorted(words) if part is OwnPart.ASSESSMENT else words
            confirm(state, read.occasion, part, told, evidence)


def _draft(read: _Read) -> Draft:
    return open_draft(read.files["brief.eml"], read.digest, read.brief.masthead.title)

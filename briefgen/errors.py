"""Every error a caller can meet, as one small tree.

    BriefgenError
    ├── ConfigError          a file the user wrote is wrong: all its problems at once
    ├── InputError           there is nothing to read
    │   ├── MissingInput     a named file or folder does not exist, or holds no files
    │   ├── NothingIngested  files were found, none could be used
    │   └── NothingNew       no source is of the week, or they state nothing that is new
    ├── ReadError            one file could not be used: a named reason (never ends a run)
    ├── ModelError           the language model cannot be loaded
    ├── WorkersFailed        no worker can do the work, or one item ends them all
    ├── TemplateError        a template is missing or broken: file and line
    ├── RenderError          a renderer lacks something on this machine
    ├── VerificationFailed   a statement does not stand in its source: findings
    ├── OutputError          the output folder cannot be written
    ├── StateError           the history or the ledger is damaged, foreign or newer
    │   └── ChangedMeanwhile  what is decided was decided otherwise since it was read
    ├── SigningError         a brief cannot be signed, or no key be trusted: a file is none
    ├── ToolMissing          a program or library that was asked for is not on this machine
    ├── NotSendable          a brief that must not be sent as it is
    ├── NotIssuable          a brief that must not become an issue
    │   ├── AlreadyIssued    it was issued, or another one of its week
    │   ├── LaterIssued      it lies before the last issue
    │   ├── MarkedRed        it is TLP:RED, and somebody would be sent it
    │   ├── Unconfirmed      words in it were written before the evidence changed
    │   └── WeekNotOver      the week that it covers is not over
    └── DeliveryError        the mail server could not be used
        ├── TryAgain         for now: busy, unreachable, or another run is at work
        ├── ServiceRefused   for good: the server wants no mail from here
        ├── TlsError         no encryption, or a certificate that cannot be trusted
        └── LoginError       no login, or a refused one

A message says what happened, where, and what to do next, in one line. Only the
command line turns errors into exit codes.
"""

from dataclasses import dataclass


class BriefgenError(Exception):
    """Base of all errors that briefgen raises on purpose."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake in a file that a person wrote; line and column count from 1."""

    file: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.message}"


class ConfigError(BriefgenError):
    """A configuration file is wrong; `problems` holds every mistake found in it."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """Keep the problems; the message has one line for each."""
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


class InputError(BriefgenError):
    """The inputs as a whole are unusable."""


class MissingInput(InputError):
    """A named input does not exist, or a folder holds no files."""


class NothingIngested(InputError):
    """Files were found, but every one of them was skipped."""


class NothingNew(InputError):
    """There are files, but none is of the time that a brief covers, or none says anything new."""


class ReadError(BriefgenError):
    """One file cannot be used. `reason` is from a closed list, `detail` is for people."""

    def __init__(self, reason: str, detail: str) -> None:
        """Keep reason and detail apart, so that reports can group by reason."""
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail


class ModelError(BriefgenError):
    """The language model is missing or does not load."""


class WorkersFailed(BriefgenError):
    """Other processes cannot do the work: unreachable, of another version, or lost too often."""


class TemplateError(BriefgenError):
    """A template is missing, or failed at a line."""


class RenderError(BriefgenError):
    """A renderer cannot work on this machine, or met text it cannot show."""


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing that verification found: where, and what is wrong there."""

    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"


class VerificationFailed(BriefgenError):
    """Statements and sources differ; `findings` names each place."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        """Keep the findings; the message has one line for each."""
        super().__init__("\n".join(str(finding) for finding in findings))
        self.findings = findings


class OutputError(BriefgenError):
    """The output folder cannot be written or replaced."""


class StateError(BriefgenError):
    """A file that briefgen keeps is damaged, no such file, or of a newer version."""


class ChangedMeanwhile(StateError):
    """Somebody else has decided on the same since it was read; nothing was written."""


class SigningError(BriefgenError):
    """A brief cannot be signed with this key, or a file of those who are trusted is none."""


class ToolMissing(BriefgenError):
    """A program or library that was asked for is not on this machine."""


class NotSendable(BriefgenError):
    """A brief must not be sent: its marking, its content or its week is against it."""


class NotIssuable(BriefgenError):
    """A brief must not become an issue: by its state, or by what was issued before."""


class AlreadyIssued(NotIssuable):
    """The brief was issued, or another one of the week that it covers."""


class LaterIssued(NotIssuable):
    """A brief of a later date was issued: this one would be compared with a wrong one."""


class MarkedRed(NotIssuable):
    """The brief is for the ears of those present only, and there are recipients."""


class Unconfirmed(NotIssuable):
    """The brief has words of the analyst's that were written for other evidence."""


class WeekNotOver(NotIssuable):
    """Sources of the week can still come, and would be in no brief."""


class DeliveryError(BriefgenError):
    """The mail server could not be used; who got the brief is in the ledger."""


class TryAgain(DeliveryError):
    """It may work later: nothing is wrong with the message."""


class ServiceRefused(DeliveryError):
    """The server does not serve this machine or sender at all."""


class TlsError(DeliveryError):
    """The connection is not safe, so nothing was sent over it."""


class LoginError(DeliveryError):
    """The server refuses name or password, or they could not be read."""

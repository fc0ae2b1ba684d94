"""What the ledger and the history know of the briefs of weeks: where each lies, what went out."""

import hashlib
import os
from pathlib import Path

from briefgen.config import Config
from briefgen.deliver import Job, Ledger, State
from briefgen.errors import MissingInput
from briefgen.model.manifest import MANIFEST_NAME
from briefgen.workspace import open_history, read_folder, read_issued

LEDGER = "ledger.db"


def job_of(week: str, folder: Path, config: Config, *, done: bool = False) -> Job:
    """Return what the ledger notes of a brief, so that it is this one that goes out."""
    digest = hashlib.sha256((folder / MANIFEST_NAME).read_bytes()).hexdigest()
    where = os.path.relpath(folder.resolve(), Path(config.state).resolve())
    return Job(week, digest, where, done)


def folder_of(job: Job, config: Config) -> Path:
    """Return the folder of a brief in the ledger."""
    return Path(os.path.relpath(Path(config.state) / job.folder))


def lying(folder: Path, week: str) -> Path:
    """Return the folder of a week's brief. Raises MissingInput, with what to do, for a lost one."""
    if not folder.is_dir():
        raise MissingInput(
            f"{folder}: the brief that was decided on for {week} is gone: put its folder back from"
            f" a copy, and run again; or make another with 'briefgen build --week {week}', and"
            " send it with 'briefgen send', to everybody"
        )
    return folder


def is_recorded_only(job: Job, ledger: Ledger) -> bool:
    """Tell whether a brief became an issue without being sent, as a person wished."""
    return job.done and not ledger.entries(job.brief)


def keep_what_went_out(ledger: Ledger, config: Config) -> None:
    """Keep the briefs that went out by a run which ended before it could keep them.

    That is also done of those that nobody is sent. A folder that is gone or another one now is
    left out.
    """
    state = Path(config.state)
    issued = read_issued(state)
    for job in ledger.jobs():
        states = {entry.state for entry in ledger.entries(job.brief)}
        out = states & {State.ACCEPTED, State.UNKNOWN} or is_recorded_only(job, ledger)
        if job.brief in issued or not (out or not config.deliver.to):
            continue
        folder = folder_of(job, config)
        manifest = folder / MANIFEST_NAME
        if manifest.is_file() and hashlib.sha256(manifest.read_bytes()).hexdigest() == job.brief:
            keep(folder, config)


def keep(folder: Path, config: Config) -> None:
    """Keep a brief as issued; the next one is compared with it."""
    with open_history(Path(config.state)) as history:
        history.add(read_folder(folder), str(folder))


def is_known(digest: str, config: Config, ledger: Ledger | None) -> bool:
    """Tell whether a brief was issued, or was to be sent before."""
    begun = ledger and (ledger.entries(digest) or digest in {job.brief for job in ledger.jobs()})
    return bool(begun) or digest in read_issued(Path(config.state))

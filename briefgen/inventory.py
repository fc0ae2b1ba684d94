"""What lies in the inputs: what is known of each source, who says so, and what a week takes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from briefgen.config import Config, Week, complete_metadata
from briefgen.coverage import Fate, fate_in
from briefgen.intake import ingest
from briefgen.merge import take_stock
from briefgen.model.records import SourceRecord
from briefgen.model.text import Metadata, Skipped
from briefgen.read import find_files
from briefgen.workspace import read_past


@dataclass(frozen=True, slots=True)
class Held:
    """A source as it was read.

    `file` is the file it is or lies in, and `part` what it is called inside ("" for the file
    itself). `fate` is what a week takes of it (None: no week was asked for).
    """

    record: SourceRecord
    known: Metadata
    file: Path
    part: str
    fate: Fate | None


@dataclass(frozen=True, slots=True)
class Inventory:
    """All sources of some inputs in the order of their keys, and the files that are none."""

    held: tuple[Held, ...]
    skipped: tuple[Skipped, ...]


def take_inventory(
    inputs: Sequence[Path], config: Config, issue: date, week: Week | None = None
) -> Inventory:
    """Read all inputs and say what is known of them; nothing is looked for in their texts.

    Sources have the keys that a brief of the day `issue` gives them. Raises what reading does:
    MissingInput, ConfigError, NothingIngested.
    """
    found = find_files(tuple(inputs))
    zone = ZoneInfo(config.timezone)
    past = read_past(Path(config.state), issue.isoformat(), week.start.isoformat() if week else "")
    used = dict(past.keys) if past else {}
    corpus = ingest(found, config, past=past)
    held = []
    for document, record in zip(corpus.documents, take_stock(corpus), strict=True):
        holder = next(one for one in found if one.holds(record.path))
        known = document.source.metadata
        told = record.sha256 in used
        fate = fate_in(week, zone, holder.file, known.anchor, used=told) if week else None
        part = record.path[len(holder.name) + 1 :]
        held.append(Held(record, known, holder.file, part, fate))
    return Inventory(tuple(held), corpus.skipped)


def write_metadata(inputs: Sequence[Path], inventory: Inventory) -> tuple[Path, ...]:
    """Say in the sources.yaml of each input folder what it does not say yet of its files.

    What stands there stays, byte for byte; what is doubtful is written as a comment. Returns the
    files that were written. Raises ConfigError for one that can't be added to, OutputError when
    it can't be written or was changed meanwhile.
    """
    written = []
    for folder in dict.fromkeys(path if path.is_dir() else path.parent for path in inputs):
        file = complete_metadata(folder, dict(_known(folder, inventory)))
        written += [file] if file else []
    return tuple(written)


def _known(folder: Path, inventory: Inventory) -> Iterator[tuple[str, Metadata]]:
    """Yield what is known of each source in a folder, by its name in sources.yaml."""
    here = folder.absolute()
    for one in inventory.held:
        file = one.file.absolute()
        if file.is_relative_to(here) and not one.record.protected:
            name = file.relative_to(here).as_posix()
            yield f"{name}/{one.part}" if one.part else name, one.known

"""Who gets a brief: addresses in briefgen.yaml, and files of recipients (YAML or CSV)."""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ConfigDict, with_config

from briefgen.config.checking import check
from briefgen.config.delivery import is_address
from briefgen.config.settings import read_utf8
from briefgen.config.strict_yaml import parse_yaml
from briefgen.errors import ConfigError, Problem
from briefgen.model.mail import address_of

_COLUMNS = ("address", "name", "groups")
_BETWEEN_GROUPS = ("|", ";")


@dataclass(frozen=True, slots=True)
class Recipient:
    """One address, the name shown with it ("" for none), and the groups it is in."""

    address: str
    name: str = ""
    groups: tuple[str, ...] = ()


@with_config(ConfigDict(extra="forbid", strict=True))
@dataclass(frozen=True, slots=True)
class Listed:
    """What a recipients file in YAML says of an address; every field is optional."""

    name: str = ""
    groups: tuple[str, ...] = ()


def load_recipients(to: Sequence[str], groups: Sequence[str] = ()) -> tuple[Recipient, ...]:
    """Return the recipients that `to` names, each address once, those of `groups` only.

    Entries with an @ are addresses, and always meant; others are files. Raises MissingInput
    for a file that is not there, ConfigError with every mistake and its line.
    """
    direct = [Recipient(_checked(one)) for one in to if is_address(one)]
    listed = [r for one in to if not is_address(one) for r in read_recipients(Path(one))]
    known = {group for recipient in listed for group in recipient.groups}
    absent = [group for group in groups if group not in known]
    if absent:
        there = ", ".join(sorted(known)) or "none"
        message = f"deliver.groups: no recipient is in '{absent[0]}'; the groups are: {there}"
        raise ConfigError((Problem("briefgen.yaml", 1, 1, message),))
    wanted = [r for r in listed if not groups or set(groups) & set(r.groups)]
    once = {recipient.address.casefold(): recipient for recipient in reversed((*direct, *wanted))}
    return tuple(once[address] for address in sorted(once))


def read_recipients(file: Path) -> tuple[Recipient, ...]:
    """Read a file of recipients: CSV by its ending, else YAML.

    Raises MissingInput or ConfigError, as above.
    """
    text = read_utf8(file)
    if file.suffix.casefold() == ".csv":
        return _of_csv(text, file.name)
    return _of_yaml(text, file.name)


def _of_yaml(text: str, name: str) -> tuple[Recipient, ...]:
    tree = parse_yaml(text, name)
    entries = check(dict[str, Listed | None], tree)
    found: dict[str, Recipient] = {}
    problems: list[Problem] = []
    for written, listed in entries.items():
        entry = listed or Listed()
        try:
            found[written] = Recipient(address_of(written), entry.name, entry.groups)
        except ValueError as error:
            problems.append(tree.problem((written,), str(error), at_key=True))
    times = Counter(one.address.casefold() for one in found.values())
    problems += [
        tree.problem((written,), "this address is given twice: keep one of them", at_key=True)
        for written, one in found.items()
        if times[one.address.casefold()] > 1
    ]
    if problems:
        raise ConfigError(tuple(problems))
    return tuple(found.values())


def _of_csv(text: str, name: str) -> tuple[Recipient, ...]:
    header = text.partition("\n")[0]
    delimiter = ";" if ";" in header and "," not in header else ","
    rows = csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)
    found: dict[str, Recipient] = {}
    problems: list[Problem] = []
    try:
        columns = [cell.strip().casefold() for cell in next(rows, [])]
        problems += _columns(columns, name)
        for row in rows:
            if problems and not found:
                break
            if any(cell.strip() for cell in row):
                problems += _row(row, columns, found, Problem(name, rows.line_num, 1, ""))
    except csv.Error as error:
        problems.append(Problem(name, rows.line_num, 1, f"not valid CSV: {error}"))
    if problems:
        raise ConfigError(tuple(problems))
    return tuple(found.values())


def _columns(columns: Sequence[str], name: str) -> Iterator[Problem]:
    if "address" not in columns:
        yield Problem(name, 1, 1, "the first line should name the columns: address,name,groups")
    for column in columns:
        if column not in _COLUMNS:
            yield Problem(name, 1, 1, f"unknown column '{column}': use address, name, groups")
        elif columns.count(column) > 1:
            yield Problem(name, 1, 1, f"column '{column}' is given twice")


def _row(
    row: Sequence[str], columns: Sequence[str], found: dict[str, Recipient], place: Problem
) -> Iterator[Problem]:
    """Add the recipient of a row to `found`, by address, or yield what is wrong with it."""
    if len(row) > len(columns):
        yield Problem(place.file, place.line, 1, f"{len(row)} cells for {len(columns)} columns")
        return
    cells = dict(zip(columns, (cell.strip() for cell in row), strict=False))
    groups = cells.get("groups", "")
    for mark in _BETWEEN_GROUPS:
        groups = groups.replace(mark, "\n")
    named = tuple(group.strip() for group in groups.split("\n") if group.strip())
    try:
        one = Recipient(address_of(cells.get("address", "")), cells.get("name", ""), named)
    except ValueError as error:
        yield Problem(place.file, place.line, 1, str(error))
        return
    if found.setdefault(one.address.casefold(), one) is not one:
        yield Problem(place.file, place.line, 1, f"{one.address} is given twice: keep one of them")


def _checked(text: str) -> str:
    try:
        return address_of(text)
    except ValueError as error:
        raise ConfigError((Problem("briefgen.yaml", 1, 1, f"deliver.to: {error}"),)) from error

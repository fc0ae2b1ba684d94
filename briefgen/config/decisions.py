"""decisions.yaml: what the desk decided, read strictly, and only ever added to."""

import fcntl
import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from briefgen.config.entries import read_entries
from briefgen.config.settings import USUAL_DECISIONS
from briefgen.config.strict_yaml import parse_yaml
from briefgen.errors import ChangedMeanwhile, ConfigError, MissingInput, OutputError, Problem
from briefgen.model.decisions import Act, Decision, in_force

Entry = Mapping[str, object]
"""A decision as it stands in the file: "hide", "in", "by" and so on, with their values."""

_PLAIN = re.compile(r"(?!true$|false$|null$)[A-Za-z¶](?:[\w,./()¶-]| (?=\S))*")
_TIME = re.compile(r"\d{4}-\d\d-\d\d(T[\d:.]+Z)?|\d{4}-W\d\d")
_UNSAFE = re.compile("[\x7f-\xa0\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
"""What YAML takes for a line's end, cannot hold, or nobody sees."""


@dataclass(frozen=True, slots=True)
class History:
    """A file of decisions as it was read: its bytes, and all entries in their order."""

    content: bytes = b""
    entries: tuple[Decision, ...] = ()

    @property
    def in_force(self) -> tuple[Decision, ...]:
        """The decisions that hold, in order."""
        return in_force(self.entries)


def read_history(file: Path) -> History:
    """Read all that was decided; a file that is not there has nothing.

    Raises ConfigError with every mistake in it, MissingInput where it cannot be read.
    """
    try:
        return _parsed(file, file.read_bytes())
    except FileNotFoundError:
        return History()
    except OSError as error:
        raise MissingInput(f"{file}: cannot be read: {error.strerror}") from error


def load_decisions(file: Path) -> tuple[Decision, ...]:
    """Return the decisions that hold. Raises what `read_history` raises.

    Only the file with the usual name need not be there.
    """
    if file.name != USUAL_DECISIONS and not file.exists():
        raise MissingInput(f"{file}: there is no such file: make an empty one, or mend its name")
    return read_history(file).in_force


def check_entries(entries: Sequence[Entry]) -> None:
    """Raise ConfigError for new entries that are wrong by themselves, whatever stands before."""
    deciding = [one for one in entries if Act.UNDO not in one]
    read_entries(parse_yaml("".join(map(_written, deciding)), USUAL_DECISIONS))


def append_decisions(file: Path, added: Sequence[Entry], seen: History) -> History:
    """Add entries behind all that stands in the file, and return it as it is then.

    The bytes that stand there stay, and all entries come in one write that is on the disk when
    this returns. `seen` is what whoever decides has read. Raises ChangedMeanwhile where somebody
    else has decided on the same since, ConfigError where the file or an entry is wrong or they
    contradict each other, OutputError where it cannot be written; then nothing was written.
    """
    with _held(file) as handle:
        present = _read(handle)
        held = seen if present == seen.content else _parsed(file, present)
        ending = "" if present.endswith(b"\n") or not present else "\n"
        addition = (ending + _indented("".join(map(_written, added)), present)).encode()
        made = _with(file, held, addition)
        _compare(seen, held, made.entries[len(held.entries) :])
        _write(file, handle, addition, len(present))
    return made


def _with(file: Path, held: History, addition: bytes) -> History:
    """Return a history with text behind it, which must leave all entries as they are."""
    whole = held.content + addition
    made = _read_on(file, held, whole) or _parsed(file, whole)
    if made.entries[: len(held.entries)] != held.entries:
        message = "nothing can be added: end it with a line feed, and each entry below the last one"
        raise ConfigError((Problem(file.name, 1, 1, message),))
    return made


def _read_on(file: Path, held: History, whole: bytes) -> History | None:
    """Read what stands behind a history from its last entry on; None where that is not enough."""
    item = re.compile(rb"^" + b" " * _depth(held.content) + rb"-\s", re.MULTILINE)
    starts = [found.start() for found in item.finditer(held.content)]
    if not (held.entries and starts):
        return None
    lines = "\n" * held.content.count(b"\n", 0, starts[-1])
    try:
        tree = parse_yaml(lines + whole[starts[-1] :].decode(), file.name)
        entries = read_entries(tree, held.entries[:-1])
    except ConfigError:
        return None
    same = entries[: len(held.entries)] == held.entries
    return History(whole, entries) if same else None


def _parsed(file: Path, content: bytes) -> History:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        problem = Problem(file.name, 1, 1, f"not UTF-8 at byte {error.start}: save it as UTF-8")
        raise ConfigError((problem,)) from error
    return History(content, read_entries(parse_yaml(text, file.name)))


def _compare(seen: History, held: History, new: Sequence[Decision]) -> None:
    """Raise ChangedMeanwhile where what new decisions are about was decided on since `seen`."""
    undone = {one.value for one in new if one.act is Act.UNDO}
    before, now = (set(history.in_force) for history in (seen, held))
    for one in sorted(before ^ now, key=lambda decision: decision.line):
        if one.id in undone or any(_concerns(one, other) for other in new):
            told = "was decided" if one in now else "is decided no more"
            who = f" by {one.by}" if one.by else ""
            words = one.passage.words or one.passage.path or one.wording.issue
            raise ChangedMeanwhile(f"'{one.act}: {words}' {told} meanwhile{who}: look at it again")


def _concerns(one: Decision, other: Decision) -> bool:
    """Tell whether two decisions are about words, a source or a text of the analyst's in common."""
    if one.wording.issue or other.wording.issue:
        return one.about == other.about
    told = [
        {(passage.words, passage.path) for passage in (each.passage, each.other) if passage.path}
        for each in (one, other)
    ]
    return not told[0].isdisjoint(told[1])


def _written(entry: Entry) -> str:
    """Write an entry as a person would: a key on each line, words of a source in quotes."""
    act = next(iter(entry), "")
    lines = (f"{key}: {_value(value, words=key == act)}" for key, value in entry.items())
    return "- " + "\n  ".join(lines) + "\n"


def _value(value: object, *, words: bool) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_quoted(str(one))}" for key, one in value.items()) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(_quoted(str(one)) for one in value) + "]"
    text = str(value)
    plain = _PLAIN.fullmatch(text) and not (words and " " in text)
    return text if plain or _TIME.fullmatch(text) else _quoted(text)


def _quoted(text: str) -> str:
    return _UNSAFE.sub(lambda m: f"\\u{ord(m[0]):04x}", json.dumps(text, ensure_ascii=False))


def _indented(text: str, present: bytes) -> str:
    """Return text as deep as the list in the file stands."""
    depth = _depth(present)
    return "".join(" " * depth + line for line in text.splitlines(keepends=True))


def _depth(present: bytes) -> int:
    first = re.search(rb"^(?:\xef\xbb\xbf)?( *)-\s", present, re.MULTILINE)
    return len(first[1]) if first else 0


@contextmanager
def _held(file: Path) -> Iterator[int]:
    """Hold a file, which is made if there is none, until others may add to it.

    An editor may put another file in its place meanwhile; then that one is held.
    """
    handle = -1
    try:
        while True:
            made = not file.exists()
            handle = os.open(file, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o644)
            fcntl.flock(handle, fcntl.LOCK_EX)
            if _is_same(file, handle):
                break
            os.close(handle)
        if made:
            _settle(file.parent)
        yield handle
    except OSError as error:
        raise OutputError(f"{file}: {error.strerror}") from error
    finally:
        if handle >= 0:
            os.close(handle)


def _is_same(file: Path, handle: int) -> bool:
    try:
        return os.path.samestat(file.stat(), os.fstat(handle))
    except FileNotFoundError:
        return False


def _settle(folder: Path) -> None:
    """Have the name of a new file on the disk."""
    handle = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _read(handle: int) -> bytes:
    size = os.fstat(handle).st_size
    return os.pread(handle, size, 0) if size else b""


def _write(file: Path, handle: int, addition: bytes, size: int) -> None:
    """Write at the end, in one piece or not at all. Raises OutputError."""
    try:
        whole = os.write(handle, addition) == len(addition)
        os.fsync(handle)
    except OSError as error:
        os.ftruncate(handle, size)
        raise OutputError(f"{file}: {error.strerror}: nothing was written") from error
    if not whole:
        os.ftruncate(handle, size)
        raise OutputError(f"{file}: there is no room on the disk: nothing was written")

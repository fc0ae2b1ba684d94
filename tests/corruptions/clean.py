"""Finished briefs as they may reach a reader unharmed: moved, renamed, saved again, elsewhere."""

import io
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path
from random import Random
from typing import Any

import pikepdf
from corruptions.briefs import Finished
from corruptions.trial import Printed

from briefgen.proof import verify

QPDF = shutil.which("qpdf")


def _anywhere(brief: Finished, to: Path) -> Path:
    """Copy project and brief as they lie to each other."""
    shutil.copytree(brief.project, to / "project")
    return to / "project" / "out" / brief.folder.name


def _moved(brief: Finished, to: Path) -> Path:
    shutil.copytree(brief.folder, to / "elsewhere" / brief.folder.name)
    return to / "elsewhere" / brief.folder.name


def _renamed(brief: Finished, to: Path) -> Path:
    folder = _anywhere(brief, to)
    return folder.rename(folder.with_name("Übersicht der Woche"))


def _littered(name: str) -> Callable[[Finished, Path], Path]:
    def made(brief: Finished, to: Path) -> Path:
        folder = _anywhere(brief, to)
        (folder / name).write_bytes(b"\0\0\0\1Bud1")
        (folder / "sources" / name).write_bytes(b"\0\0\0\1Bud1")
        return folder

    return made


def _in_other_order(brief: Finished, to: Path) -> Path:
    """Write all files anew, in another order and with other times."""
    folder = to / "project" / "out" / brief.folder.name
    shutil.copytree(brief.inputs, to / "project" / "inputs")
    paths = [path for path in brief.folder.rglob("*") if path.is_file()]
    for n, path in enumerate(sorted(paths, reverse=True)):
        copy = folder / path.relative_to(brief.folder)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
        os.utime(copy, (1_000_000 + n, 1_000_000 + n))
    return folder


def _read_only(brief: Finished, to: Path) -> Path:
    folder = _anywhere(brief, to)
    for path in folder.rglob("*"):
        path.chmod(0o555 if path.is_dir() else 0o444)
    return folder


def _touched(brief: Finished, to: Path) -> Path:
    folder = _anywhere(brief, to)
    for path in (to / "project" / "inputs").iterdir():
        os.utime(path, (1_000_000_000, 1_000_000_000))
    return folder


def _neighbour(brief: Finished, to: Path) -> Path:
    folder = _anywhere(brief, to)
    (to / "project" / "inputs" / "later.txt").write_text("It came later.\n", "utf-8")
    return folder


def _paper(
    save: Callable[[bytes], bytes], name: str = "brief.pdf"
) -> Callable[[Finished, Path], Path]:
    def made(brief: Finished, to: Path) -> Path:
        (to / name).write_bytes(save((brief.folder / "brief.pdf").read_bytes()))
        return to / name

    return made


def _by_pikepdf(**settings: Any) -> Callable[[bytes], bytes]:
    def save(content: bytes) -> bytes:
        stream = io.BytesIO()
        with pikepdf.open(io.BytesIO(content)) as pdf:
            pdf.save(stream, **settings)
        return stream.getvalue()

    return save


def _by_qpdf(*options: str) -> Callable[[bytes], bytes]:
    def save(content: bytes) -> bytes:
        assert QPDF
        with tempfile.TemporaryDirectory() as place:
            given = Path(place) / "given.pdf"
            given.write_bytes(content)
            subprocess.run([QPDF, given, *options, given.with_name("made.pdf")], check=True)
            return given.with_name("made.pdf").read_bytes()

    return save


FOLDERS: Mapping[str, Callable[[Finished, Path], Path]] = {
    "as it is": _anywhere,
    "moved": _moved,
    "renamed": _renamed,
    ".DS_Store": _littered(".DS_Store"),
    "Thumbs.db": _littered("Thumbs.db"),
    "desktop.ini": _littered("desktop.ini"),
    "._brief.pdf": _littered("._brief.pdf"),
    "other order and times": _in_other_order,
    "read-only": _read_only,
    "originals touched": _touched,
    "a file beside the originals": _neighbour,
}
_LOCKED = pikepdf.Encryption(owner="owner", user="")
PAPERS: Mapping[str, Callable[[Finished, Path], Path]] = {
    "PDF": _paper(bytes),
    "PDF renamed": _paper(bytes, "Note (1).PDF"),
    "pikepdf": _paper(_by_pikepdf()),
    "pikepdf, linearised": _paper(_by_pikepdf(linearize=True)),
    "pikepdf, object streams": _paper(
        _by_pikepdf(object_stream_mode=pikepdf.ObjectStreamMode.generate)
    ),
    "pikepdf, streams unpacked": _paper(_by_pikepdf(compress_streams=False)),
    "pikepdf, encrypted": _paper(_by_pikepdf(encryption=_LOCKED)),
    "pikepdf, stored anew": _paper(_by_pikepdf(recompress_flate=True)),
}
QPDF_PAPERS: Mapping[str, Callable[[Finished, Path], Path]] = {
    "qpdf": _paper(_by_qpdf()),
    "qpdf, linearised": _paper(_by_qpdf("--linearize")),
    "qpdf, for looking at": _paper(_by_qpdf("--qdf", "--object-streams=disable")),
    "qpdf, object streams": _paper(_by_qpdf("--object-streams=generate")),
    "qpdf, encrypted": _paper(_by_qpdf("--encrypt", "", "owner", "256", "--")),
}
ZONES = ("Pacific/Kiritimati", "America/St_Johns", "UTC", "Asia/Kathmandu")
LOCALES = ("C", "C.UTF-8", "POSIX", "de_DE.UTF-8")


@contextmanager
def _zone(name: str) -> Iterator[None]:
    before = os.environ.get("TZ")
    os.environ["TZ"] = name
    time.tzset()
    try:
        yield
    finally:
        if before is None:
            del os.environ["TZ"]
        else:
            os.environ["TZ"] = before
        time.tzset()


def checked_elsewhere(brief: Finished, n: int) -> str:
    """Verify in a process with another locale, zone and order of hashes; "" where all is well."""
    around = {
        "LC_ALL": LOCALES[n % len(LOCALES)],
        "TZ": ZONES[n % len(ZONES)],
        "PYTHONHASHSEED": str(n + 1),
    }
    done = subprocess.run(
        [sys.executable, "-m", "briefgen", "verify", str(brief.folder)],
        env={**os.environ, **around}, cwd="/", capture_output=True, text=True, check=False,
    )  # fmt: skip
    whole = done.returncode == 0 and "verified:" in done.stderr
    return "" if whole else f"{brief.name}, {around}: {done.stdout}{done.stderr}"


def alarms(brief: Finished, number: int, seed: int, work: Path, printed: Printed) -> list[str]:
    """Return what was found where nothing was changed, in so many ways to receive a brief."""
    ways = dict(FOLDERS)
    if (brief.folder / "brief.pdf").exists():
        ways |= {**PAPERS, **(QPDF_PAPERS if QPDF else {})}
    rng = Random(seed)
    found = []
    for n, (name, receive) in enumerate(islice(cycle(ways.items()), number)):
        place = work / str(n)
        place.mkdir(parents=True)
        received = receive(brief, place)
        with _zone(rng.choice(ZONES)):
            checked = verify(received, shelf=printed)
        if checked.findings or checked.in_part:
            found.append(f"{brief.name}, {name}: {checked.findings or checked.in_part}")
        shutil.rmtree(place, ignore_errors=True)
    return found

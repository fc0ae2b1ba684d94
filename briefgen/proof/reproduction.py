"""A finished note printed again from what it carries, and compared with what it is."""

import email
import email.policy
import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from email.message import EmailMessage

from briefgen.config import Config, find_design
from briefgen.edition import FILES, with_places
from briefgen.errors import BriefgenError, Finding, VerificationFailed
from briefgen.model.brief import Brief
from briefgen.model.codec import BRIEF_NAME, decode_brief
from briefgen.model.keeping import KEPT_NOWHERE, Shelf
from briefgen.model.text import Corpus
from briefgen.render import press_of
from briefgen.reprinting import NotPrinted, print_apart
from briefgen.verification import unlike

Files = Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Reproduction:
    """What came of printing a note again.

    `findings` say where its files are not what was printed; `equal` are those that are. Where
    nothing can be said of it, `hindrance` tells why, and both are empty.
    """

    findings: tuple[Finding, ...] = ()
    equal: tuple[str, ...] = ()
    hindrance: str = ""


def reproduce(
    files: Files, config: Config, originals: Corpus | None = None, shelf: Shelf = KEPT_NOWHERE
) -> Reproduction:
    """Print a note again from its brief.json and the texts beside it, and compare its files.

    `files` are those of its folder, or of its PDF: brief.pdf and what is attached to it. A template
    and fonts of one's own are those that `config` names. Files are
    compared whole; of a PDF, a mail and Word what is in them, as programs may store that otherwise.
    Readable copies are made again of `originals`.
    """
    try:
        brief = decode_brief(files.get(BRIEF_NAME, b""))
    except ValueError:
        return Reproduction(hindrance="it carries no composed brief")
    if brief != brief.portable:
        return Reproduction((Finding(BRIEF_NAME, "names a place on a machine"),))
    placed = with_places(brief, config)
    hindrance = _hindrance(placed)
    return (
        Reproduction(hindrance=hindrance)
        if hindrance
        else _printed(placed, files, originals, shelf)
    )


def _printed(brief: Brief, files: Files, originals: Corpus | None, shelf: Shelf) -> Reproduction:
    own = not find_design(brief.template).shipped
    try:
        compared = _compared(files, print_apart(brief, files, originals, shelf))
    except VerificationFailed as error:
        return Reproduction(error.findings)
    except NotPrinted as error:
        return Reproduction(hindrance=str(error))
    # By its name alone any folder here may be meant, so that a difference tells nothing either.
    if compared.findings and own:
        return Reproduction(hindrance="its own template prints it otherwise now")
    return compared


def _compared(files: Files, printed: Files) -> Reproduction:
    paths = sorted(printed)
    findings = tuple(finding for path in paths for finding in _compare(path, files, printed))
    different = {finding.where for finding in findings}
    outputs = [path for path in paths if path in files and path != BRIEF_NAME]
    return Reproduction(findings, tuple(path for path in outputs if path not in different))


def _hindrance(brief: Brief) -> str:
    """Say why this program would not print the note as it was printed, "" where it would."""
    if not brief.press:
        return "it was made by an earlier version"
    try:
        press = press_of(brief.template, brief.fonts)
    except BriefgenError:
        return f"its template '{brief.template}' or its fonts are not at hand"
    return (
        ""
        if press == brief.press
        else "it was made by another version, with other libraries or fonts"
    )


def _compare(path: str, files: Files, printed: Files) -> Iterator[Finding]:
    there, made = files.get(path), printed[path]
    if there is None or there == made:
        return
    try:
        told = _DIFFERENCES.get(path, _first_line)(there, made)
    except ValueError as error:
        told = (str(error),)
    yield from (Finding(path, f"is not what the note prints: {one}") for one in told)


def _first_line(there: bytes, made: bytes) -> tuple[str, ...]:
    pairs = zip(there.splitlines(), made.splitlines(), strict=False)
    line = next((n for n, (one, other) in enumerate(pairs, 1) if one != other), 0)
    return (f"line {line}" if line else "its length",)


def _in_mail(there: bytes, made: bytes) -> tuple[str, ...]:
    """Compare two messages: heads, texts, and what is attached."""
    one, other = (email.message_from_bytes(c, policy=email.policy.default) for c in (there, made))
    if sorted(one.items()) != sorted(other.items()):
        return ("its head",)
    parts, others = list(one.walk()), list(other.walk())
    if len(parts) != len(others) or any(part.defects for part in parts):
        return ("its parts",)
    return tuple(told for pair in zip(parts, others, strict=True) for told in _in_part(*pair))


def _in_part(one: EmailMessage, other: EmailMessage) -> tuple[str, ...]:
    if sorted(one.items()) != sorted(other.items()):
        return ("the head of a part",)
    around = (one.preamble, one.epilogue) != (other.preamble, other.epilogue)
    if around or one.is_multipart() != other.is_multipart():
        return ("its parts",)
    if one.is_multipart():
        return () if len(one.get_payload()) == len(other.get_payload()) else ("its parts",)
    held = [bytes(part.get_payload(decode=True) or b"") for part in (one, other)]
    if held[0] == held[1]:
        return ()
    if one.get_content_type() == "application/pdf":
        return unlike(held[0], held[1])
    return (f"its {one.get_content_type()}",)


def _in_word(there: bytes, made: bytes) -> tuple[str, ...]:
    try:
        one, other = map(_unpacked, (there, made))
    except (zipfile.BadZipFile, OSError, NotImplementedError) as error:
        return (f"it cannot be opened: {error}",)
    return tuple(
        sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))
    )


def _unpacked(content: bytes) -> Mapping[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        if sum(one.file_size for one in packed.infolist()) > _MOST_UNPACKED:
            raise zipfile.BadZipFile("it unpacks to more than a note can be")
        return {one.filename: packed.read(one) for one in packed.infolist()}


_MOST_UNPACKED = 500_000_000
_DIFFERENCES: Mapping[str, Callable[[bytes, bytes], tuple[str, ...]]] = {
    FILES["pdf"]: unlike,
    FILES["email"]: _in_mail,
    FILES["docx"]: _in_word,
}

"""A folder under attack, and the seals that an attacker makes anew: all that need no key."""

import hashlib
import io
import json
import re
from base64 import encodebytes
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from random import Random
from typing import Any

import pikepdf

Files = Mapping[str, bytes]
Record = dict[str, Any]

_PDF_IN_MAIL = re.compile(rb"(?<=\r\n\r\n)JVBERi[A-Za-z0-9+/=\r\n]+?(?=\r\n--)")


@dataclass(frozen=True, slots=True)
class Case:
    """The files of a finished folder, and the originals it was made from."""

    folder: Files
    originals: Files

    def having(self, path: str, content: bytes | None) -> "Case":
        """Return it with another content of a file of the folder, None for no such file."""
        return replace(self, folder=_having(self.folder, path, content))

    def given(self, path: str, content: bytes | None) -> "Case":
        """Return it with another content of an original."""
        return replace(self, originals=_having(self.originals, path, content))

    def text(self, path: str) -> str:
        """Return a file of the folder as text."""
        return self.folder[path].decode("utf-8", errors="replace")

    def record(self, path: str) -> Record:
        """Return a JSON file of the folder."""
        top: Record = json.loads(self.folder[path])
        return top


Make = Callable[[Case, Random], Case | None]


@dataclass(frozen=True, slots=True)
class Attack:
    """One class of corruption: how it is made, None where a brief has nothing to change so.

    `beyond` are the ways of verifying that cannot see it by nature: an original is not there, or
    the attached brief was rewritten consistently.
    """

    name: str
    make: Make
    beyond: frozenset[str] = frozenset()


def sealed(case: Case) -> Case:
    """Make the digest of the evidence and the hashes of the manifest anew."""
    if "evidence.json" in case.folder:
        case = case.having("evidence.json", _digested(case.folder["evidence.json"]))
    if "manifest.json" not in case.folder:
        return case
    manifest = case.record("manifest.json")
    manifest.pop("seal", None)
    manifest["files"] = [
        {"path": path, "sha256": sha256(content), "size": len(content)}
        for path, content in sorted(case.folder.items())
        if path != "manifest.json"
    ]
    return case.having("manifest.json", _with_seal(manifest))


def sealed_manifest(manifest: Record) -> bytes:
    """Return a manifest with a seal of its own content."""
    return _with_seal({key: value for key, value in manifest.items() if key != "seal"})


def attached(case: Case) -> Case:
    """Put the folder's brief.json and texts into its PDF, and the PDF into its mail."""
    if "brief.pdf" not in case.folder:
        return case
    held = {"brief.json": case.folder["brief.json"]}
    held |= {
        name: case.folder[path]
        for path in case.folder
        if path.startswith(("sources/", "earlier/")) and path.endswith(".txt")
        for name in [path.replace("sources/", "").replace("earlier/", "earlier-")]
    }
    with pikepdf.open(io.BytesIO(case.folder["brief.pdf"])) as pdf:
        for name in list(pdf.attachments.keys()):
            if name in held:
                replace_attachment(pdf, name, held[name])
        contents = json.loads(pdf.attachments["contents.json"].get_file().read_bytes())
        brief = case.record("brief.json")
        contents["brief"] = sha256(held["brief.json"])
        contents["shown"] = list(shown(brief))
        contents["number"] = brief["masthead"]["number"]
        contents["issue_date"] = brief["masthead"]["issue_date"]
        replace_attachment(pdf, "contents.json", dumped(contents))
        return mailed(case.having("brief.pdf", saved(pdf)))


def mailed(case: Case) -> Case:
    """Put the folder's PDF into its mail."""
    if "brief.eml" not in case.folder or "brief.pdf" not in case.folder:
        return case
    encoded = encodebytes(case.folder["brief.pdf"]).rstrip(b"\n").replace(b"\n", b"\r\n")
    mail = _PDF_IN_MAIL.sub(lambda _: encoded, case.folder["brief.eml"], count=1)
    return case.having("brief.eml", mail)


def replace_attachment(pdf: pikepdf.Pdf, name: str, content: bytes) -> None:
    """Change what is attached under a name, and leave all else of it."""
    stream = pdf.attachments[name].obj.EF.F
    params = stream.get("/Params")
    stream.write(content)
    if params is not None:
        stream.Params = params
        stream.Params.Size = len(content)
        checksum = hashlib.md5(content, usedforsecurity=False).digest()
        stream.Params.CheckSum = pikepdf.String(checksum)


def saved(pdf: pikepdf.Pdf) -> bytes:
    """Return a PDF as a file."""
    stream = io.BytesIO()
    pdf.save(stream, static_id=True)
    return stream.getvalue()


def shown(brief: Record) -> Iterator[str]:
    """Yield the ids of all that a brief shows, details behind their lead."""
    for section in brief["sections"]:
        for item in section["items"]:
            yield item["ref"]
            yield from (one["ref"] for one in item["details"])


def dumped(top: Record, indent: int | None = 1) -> bytes:
    """Return JSON as the program writes it."""
    separators = (",", ": ") if indent else (",", ":")
    text = json.dumps(top, ensure_ascii=False, sort_keys=True, indent=indent, separators=separators)
    return (text + "\n").encode()


def sha256(content: bytes) -> str:
    """Return a hash in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def _having(files: Files, path: str, content: bytes | None) -> Files:
    kept = {name: held for name, held in files.items() if name != path}
    return kept if content is None else {**kept, path: content}


def _digested(content: bytes) -> bytes:
    try:
        top = json.loads(content)
        top.pop("digest", None)
        return dumped({**top, "digest": sha256(dumped(top, None))})
    except (ValueError, AttributeError, UnicodeError):
        return content


def _with_seal(manifest: Record) -> bytes:
    return dumped({**manifest, "seal": sha256(dumped(manifest))})

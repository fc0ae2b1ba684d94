"""What can be done to files as such, in the folder and beside it: unsealed, or listed anew."""

import json
import re
from collections.abc import Callable, Mapping
from random import Random

from corruptions.case import Attack, Case, Make

COPIES = frozenset({"alone", "paper"})


def _text_files(case: Case) -> list[str]:
    return sorted(path for path in case.folder if not path.endswith((".pdf", ".docx")))


def _changed(change: Callable[[str, Random], str]) -> Make:
    def make(case: Case, rng: Random) -> Case | None:
        path = rng.choice(_text_files(case))
        text = case.text(path)
        other = change(text, rng)
        return case.having(path, other.encode()) if other != text else None

    return make


def _byte(case: Case, rng: Random) -> Case:
    path = rng.choice(sorted(case.folder))
    content = case.folder[path]
    at = rng.randrange(len(content))
    flipped = bytes([content[at] ^ (1 << rng.randrange(8))])
    return case.having(path, content[:at] + flipped + content[at + 1 :])


def _at(pattern: str, put: Callable[[re.Match[str], Random], str]) -> Callable[[str, Random], str]:
    compiled = re.compile(pattern)

    def change(text: str, rng: Random) -> str:
        found = list(compiled.finditer(text))
        if not found:
            return text
        at = rng.choice(found)
        return text[: at.start()] + put(at, rng) + text[at.end() :]

    return change


def _sentence_moved(text: str, rng: Random) -> str:
    found = list(re.finditer(r"[A-Z][^.<>\n]{20,}\.", text))
    if len(found) < 2:
        return text
    one, other = rng.sample(found, 2)
    without = text.replace(one[0], "", 1)
    return without.replace(other[0], f"{other[0]} {one[0]}", 1)


UNSEALED: Mapping[str, Make] = {
    "byte": _byte,
    "character": _changed(_at(r"[a-ps-wy]", lambda _, rng: rng.choice("qxz"))),
    "word": _changed(_at(r"\b[a-z]{4,}\b", lambda m, _: m[0][::-1])),
    "digit": _changed(_at(r"\d", lambda m, _: str((int(m[0]) + 1) % 10))),
    "negation": _changed(_at(r"\b(?:was|is|has|will|were|are)\b", lambda m, _: f"{m[0]} not")),
    "sentence deleted": _changed(_at(r"[A-Z][^.<>\n]{20,}\.", lambda *_: "")),
    "sentence moved": _changed(_sentence_moved),
}  # fmt: skip


def _deleted(case: Case, rng: Random) -> Case:
    return case.having(rng.choice(sorted(set(case.folder) - {"manifest.json"})), None)


def _added(case: Case, rng: Random) -> Case:
    return case.having("sources/S0.html", b"<p>Nothing of it is so.</p>")


def _truncated(case: Case, rng: Random) -> Case:
    path = rng.choice(sorted(set(case.folder) - {"manifest.json"}))
    content = case.folder[path]
    return case.having(path, content[: rng.randrange(len(content))])


def _swapped(case: Case, rng: Random) -> Case | None:
    one, other = rng.sample(sorted(set(case.folder) - {"manifest.json"}), 2)
    first, second = case.folder[one], case.folder[other]
    return case.having(one, second).having(other, first) if first != second else None


def _texts_swapped(case: Case, rng: Random) -> Case | None:
    paths = [
        path for path in sorted(case.folder) if re.fullmatch(r"sources/S\d+\.(?:txt|html)", path)
    ]
    one, other = rng.sample(paths, 2)
    return case.having(one, case.folder[other]).having(other, case.folder[one])


FILES: Mapping[str, Make] = {
    "deleted": _deleted,
    "added": _added,
    "truncated": _truncated,
    "swapped": _swapped,
    "two texts swapped": _texts_swapped,
}


def _originals(case: Case) -> list[str]:
    """Return the files that sources were read from: of one that was skipped nothing is said."""
    inputs = json.loads(case.folder["manifest.json"])["inputs"]
    read = [one["path"] for one in inputs]
    return sorted(path for path in case.originals if any(one.startswith(path) for one in read))


def _original_changed(case: Case, rng: Random) -> Case:
    path = rng.choice(_originals(case))
    content = case.originals[path]
    at = rng.randrange(len(content))
    return case.given(path, content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])


def _originals_swapped(case: Case, rng: Random) -> Case | None:
    if len(_originals(case)) < 2:
        return None
    one, other = rng.sample(_originals(case), 2)
    return case.given(one, case.originals[other]).given(other, case.originals[one])


def _original_removed(case: Case, rng: Random) -> Case:
    return case.given(rng.choice(_originals(case)), None)


def _original_renamed(case: Case, rng: Random) -> Case:
    path = rng.choice(_originals(case))
    return case.given(f"old-{path}", case.originals[path]).given(path, None)


def _changed_and_another_renamed(case: Case, rng: Random) -> Case:
    """Change one original, and rename another, whose absence must hide nothing."""
    one, other = (
        rng.sample(_originals(case), 2) if len(_originals(case)) > 1 else _originals(case) * 2
    )
    content = case.originals[one]
    case = case.given(one, content[:9] + bytes([content[9] ^ 1]) + content[10:])
    return (
        case
        if one == other
        else case.given(f"old-{other}", case.originals[other]).given(other, None)
    )


def _record_of_sources(pattern: bytes, put: bytes) -> Make:
    def make(case: Case, rng: Random) -> Case | None:
        content = case.originals.get("sources.yaml", b"")
        found = list(re.finditer(pattern, content))
        if not found:
            return None
        at = rng.choice(found)
        return case.given("sources.yaml", content[: at.start(1)] + put + content[at.end(1) :])

    return make


ORIGINALS: Mapping[str, Make] = {
    "changed": _original_changed,
    "swapped": _originals_swapped,
    "removed": _original_removed,
    "renamed": _original_renamed,
    "changed, another renamed": _changed_and_another_renamed,
    "sources.yaml: grade": _record_of_sources(rb"grade: ([A-F]\d)", b"F6"),
    "sources.yaml: day": _record_of_sources(rb"published: \"?(\d{4}-\d\d-\d\d)", b"2020-01-01"),
    "sources.yaml: publisher": _record_of_sources(rb"publisher: ([A-Z][a-z]+)", b"Nobody"),
}

PLAIN = (*(Attack(f"not re-hashed: {name}", make) for name, make in {**UNSEALED, **FILES}.items()),)
LISTED = (
    *(Attack(f"file {name}", make) for name, make in FILES.items()),
    *(Attack(f"original: {name}", make, COPIES) for name, make in ORIGINALS.items()),
)

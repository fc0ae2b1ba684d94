"""What was issued and what it was made from: history, uses of a source, and search."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.config import Config, load_decisions
from briefgen.errors import InputError, MissingInput, VerificationFailed
from briefgen.model.brief import SectionName
from briefgen.model.codec import BRIEF_NAME, decode_brief
from briefgen.model.decisions import Act
from briefgen.model.issues import Issue
from briefgen.workspace import Hit, Use, has_history, locked, open_history, open_index, read_folder

if TYPE_CHECKING:
    from briefgen.decide.protection import Protection

_FEWEST_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text lies: a source's path, its key, and the issue that used it (None: inputs)."""

    path: str
    key: str
    issue: Issue | None


@dataclass(frozen=True, slots=True)
class Found:
    """A passage, and every place where its text lies."""

    hit: Hit
    places: tuple[Place, ...]


def list_issues(config: Config) -> tuple[Issue, ...]:
    """Return the issued briefs, the oldest first."""
    if not has_history(Path(config.state)):
        return ()
    with open_history(Path(config.state)) as history:
        return history.issues()


def record_issue(folder: Path, config: Config) -> None:
    """Keep a brief as issued that went out by other ways than `send`.

    Raises VerificationFailed when it is not as it was made.
    """
    from briefgen.proof import verify  # noqa: PLC0415 - half a second, which a list need not wait for

    findings = verify(folder, config).findings
    if findings:
        raise VerificationFailed(findings)
    with locked(Path(config.state)), open_history(Path(config.state)) as history:
        history.add(read_folder(folder), str(folder))


def find_uses(source: str, config: Config) -> tuple[Use, ...]:
    """Return the issues that used a source, given as a file or the beginning of its SHA-256.

    Raises MissingInput for what is neither.
    """
    file = Path(source)
    salted = ""
    if file.is_file():
        sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
        from briefgen.protecting import protection_of  # noqa: PLC0415 - as above

        *_, salted = protection_of(config).hashes(sha256)
    elif len(source) >= _FEWEST_DIGITS and set(source.casefold()) <= set("0123456789abcdef"):
        sha256 = source.casefold()
    else:
        sha256 = ""
    with open_history(Path(config.state)) as history:
        uses = history.uses(sha256, "" if sha256 else source)
        uses += history.uses(salted) if salted != sha256 else ()
    if not uses and not sha256:
        raise MissingInput(f"{source}: no file, no SHA-256, and no source of an issue")
    return uses


def search(words: str, roots: Sequence[Path], config: Config, most: int) -> tuple[Found, ...]:
    """Find passages in inputs, in the sources of all issues, and in what the desk wrote itself.

    What is hidden is not found.

    Raises ValueError for a query without any word.
    """
    places: dict[str, list[Place]] = {}
    from briefgen.protecting import protection_of  # noqa: PLC0415 - as above

    protection = protection_of(config)
    with open_index(Path(config.state)) as index:
        for place, text in _texts(roots, config, protection):
            index.add([text])
            places.setdefault(hashlib.sha256(text.encode()).hexdigest(), []).append(place)
        if protection.decisions:
            index.keep_only(places)
        hits = [hit for hit in index.find(words, 10 * most) if hit.text_sha256 in places]
    return tuple(Found(hit, tuple(places[hit.text_sha256])) for hit in hits[:most])


def _texts(
    roots: Sequence[Path], config: Config, protection: "Protection"
) -> Iterator[tuple[Place, str]]:
    from briefgen.decide.protection import own_remarks, protect_text  # noqa: PLC0415 - as above
    from briefgen.intake import ingest  # noqa: PLC0415
    from briefgen.read import find_files  # noqa: PLC0415

    try:
        corpus = ingest(find_files(tuple(roots)), config)
        for document in corpus.documents:
            yield Place(document.source.path, document.source.key, None), document.text
    except InputError:
        pass
    own = list(_own_words(config))
    with open_history(Path(config.state)) as history:
        for issue in history.issues():
            for key, path, text in history.texts(issue):
                if seen := protect_text(path, text, protection):
                    yield Place(path, key, issue), seen
            own += _issued_words(issue)
    yield from (one for one in own if not any(own_remarks([one[1]], protection)))


def _own_words(config: Config) -> Iterator[tuple[Place, str]]:
    """Yield what the desk wrote itself, for whatever issue, as far as its files still have it."""
    for one in config.assessment:
        yield Place(f"assessment “{one.title}” for {one.issue}", "", None), one.text
    for decision in load_decisions(Path(config.decisions)):
        if decision.act in (Act.HEADLINE, Act.BOTTOM_LINE, Act.ASSESSMENT):
            told = decision.wording
            named = f" “{told.title}”" if told.title else ""
            where = f"{decision.act.value.replace('_', ' ')}{named} for {told.issue}"
            yield Place(where, "", None), "\n".join(told.text)


def _issued_words(issue: Issue) -> Iterator[tuple[Place, str]]:
    """Yield what the desk wrote itself in an issue, where its folder is still there."""
    try:
        brief = decode_brief((Path(issue.folder) / BRIEF_NAME).read_bytes())
    except (OSError, ValueError):
        return
    for section in brief.sections:
        own = section.name is SectionName.ASSESSMENT
        if written := "\n".join(section.written[own:]):
            title = f" “{section.title}”" if section.title else ""
            yield Place(f"{section.name.replace('_', ' ')}{title}", section.label, issue), written

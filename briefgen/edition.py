"""The files of a note: printed once it is verified, and again from what its folder keeps of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from briefgen.config import Config, Pdf
from briefgen.model.brief import Artifact, Brief, VerifiedBrief
from briefgen.model.codec import BRIEF_NAME, CHANGES_NAME, encode_brief, encode_changes
from briefgen.model.issues import Changes, Past
from briefgen.model.keeping import KEPT_NOWHERE, Shelf
from briefgen.model.text import Corpus
from briefgen.render import press_of, render, write_copies
from briefgen.verification import seal_contents, verify_again

FILES: Mapping[str, str] = {
    "html": "brief.html",
    "pdf": "brief.pdf",
    "email": "brief.eml",
    "docx": "brief.docx",
    "md": "brief.md",
}
"""The file of each format."""


def print_note(
    verified: VerifiedBrief, corpus: Corpus, past: Past | None, config: Config, shelf: Shelf
) -> tuple[Artifact, ...]:
    """Print a note, with what proves it: all files of its folder but evidence and manifest."""
    press = press_of(verified.brief.template, verified.brief.fonts)
    verified = replace(verified, brief=replace(verified.brief, press=press))
    changes = verified.brief.changes
    texts = [
        Artifact(_text(document.source.key), document.text.encode())
        for document in corpus.documents
    ]
    earlier = tuple(_compared(changes, past)) if changes and past else ()
    note = Artifact(BRIEF_NAME, encode_brief(verified.brief.portable))
    attached = _attached(verified.brief, note, texts, earlier)
    pages = render(verified, config.formats, config.pdf, attached, shelf)
    return (*pages, note, *texts, *earlier)


def _compared(changes: Changes, past: Past) -> Iterator[Artifact]:
    """Yield the comparison as a file, and the texts of earlier sources that it cites."""
    yield Artifact(CHANGES_NAME, encode_changes(changes))
    texts = dict(past.texts)
    for record in changes.sources:
        yield Artifact(_earlier(record.key), texts[record.key].encode())


def print_again(
    brief: Brief, files: Mapping[str, bytes], shelf: Shelf = KEPT_NOWHERE
) -> Mapping[str, bytes]:
    """Print a note from its composed brief and the texts that its folder keeps.

    Returned is each file of `files` that depends on more than sources and evidence: brief.json,
    the text, and the note in the formats that are there. The same program makes the same bytes
    of the brief in brief.json, with the place of its template and fonts. Raises
    VerificationFailed when texts and brief do not fit.
    """
    verified = verify_again(brief, files)
    formats = tuple(name for name, path in FILES.items() if path in files)
    texts = [Artifact(_text(key), files[_text(key)]) for key in sorted(brief.attested, key=_order)]
    earlier = [Artifact(path, files[path]) for path in _compared_in(brief)]
    note = Artifact(BRIEF_NAME, encode_brief(brief.portable))
    attached = _attached(brief, note, texts, earlier)
    settings = Pdf(variant=brief.variant, fonts=brief.fonts)  # type: ignore[arg-type]
    pages = render(verified, formats, settings, attached, shelf, copies=False)
    return {one.path: one.content for one in (*pages, note)}


def copy_again(brief: Brief, files: Mapping[str, bytes], originals: Corpus) -> Mapping[str, bytes]:
    """Make the readable copies of those `originals` that are as they were when the note was made.

    `files` are those of its folder. Raises VerificationFailed when texts and brief do not fit.
    """
    verified = verify_again(brief, files, originals)
    made = write_copies(verified, linked=FILES["html"] in files)
    read = {_copy(one.source.key) for one in originals.documents}
    return {one.path: one.content for one in made if one.path in read}


def needed_again(brief: Brief) -> frozenset[str]:
    """Return the paths of the files of its folder that a note is printed of again."""
    texts = (_text(key) for key in brief.attested)
    return frozenset({BRIEF_NAME, *texts, *_compared_in(brief)})


def _compared_in(brief: Brief) -> tuple[str, ...]:
    """Return the paths of what a note says of the last issue."""
    if brief.changes is None:
        return ()
    return (CHANGES_NAME, *(_earlier(one.key) for one in brief.changes.sources))


def with_places(brief: Brief, config: Config) -> Brief:
    """Return a brief with the places of a template and fonts of one's own, which it only names."""
    if Path(config.template).name == brief.template:
        brief = replace(brief, template=config.template)
    if brief.fonts and Path(config.pdf.fonts).name == brief.fonts:
        brief = replace(brief, fonts=config.pdf.fonts)
    return brief


def _attached(
    brief: Brief, note: Artifact, texts: Iterable[Artifact], earlier: Sequence[Artifact]
) -> tuple[Artifact, ...]:
    """Return what a PDF carries: the note, and the texts that it cites."""
    proving = {_text(key) for key in brief.attested}
    proof = (one for one in texts if one.path in proving)
    return (seal_contents(brief, note.content), note, *proof, *earlier)


def _order(key: str) -> tuple[int, str]:
    """Put S10 behind S9."""
    return len(key), key


_SOURCES = "sources/"


def _text(key: str) -> str:
    return f"{_SOURCES}{key}.txt"


def _copy(key: str) -> str:
    return f"{_SOURCES}{key}.html"


def _earlier(key: str) -> str:
    return f"earlier/{key}.txt"

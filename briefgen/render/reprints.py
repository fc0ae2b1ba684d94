"""Finished files of an earlier run, used again where all that shaped them is the same."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property
from hashlib import sha256

from briefgen.config import Pdf, find_design
from briefgen.model.brief import Artifact, VerifiedBrief
from briefgen.model.codec import encode_brief
from briefgen.model.keeping import KEPT_NOWHERE, Shelf
from briefgen.model.packing import pack
from briefgen.render.closure import shaping
from briefgen.render.fonts import further_fonts
from briefgen.render.libraries import text_libraries


class Reprints:
    """The files of a note: as they were kept, or made and kept."""

    def __init__(self, verified: VerifiedBrief, shelf: Shelf) -> None:
        """Keep the note; nothing is looked up yet."""
        self._brief = verified.brief
        self._corpus = verified.corpus
        self._shelf = shelf

    def files(
        self,
        paths: Sequence[str],
        templates: Sequence[str],
        make: Callable[[], Sequence[Artifact]],
        shaped_by: tuple[bytes, ...] | None = (),
    ) -> tuple[Artifact, ...]:
        """Return the files at these paths, which `make` makes.

        They are filled from files of the template; `shaped_by` is what shapes them besides the
        note, None where that is not known.
        """
        if self._shelf is KEPT_NOWHERE or shaped_by is None:
            return tuple(make())
        design = find_design(self._brief.template)
        shape = (self._note, *(shaping(design, one) for one in templates), *shaped_by)
        kept = [self._shelf.find(path.encode(), *shape) for path in paths]
        if None not in kept:
            pairs = zip(paths, kept, strict=True)
            return tuple(Artifact(path, content) for path, content in pairs if content is not None)
        made = tuple(make())
        for artifact in made:
            self._shelf.keep(artifact.content, artifact.path.encode(), *shape)
        return made

    @cached_property
    def _note(self) -> bytes:
        """All that templates are filled with; what only a PDF depends on is named apart."""
        brief = replace(self._brief, variant="", fonts="", press="", composer="", finder="")
        design = find_design(brief.template)
        looks = (brief.template, design.page, design.pages)
        return sha256(encode_brief(brief) + pack((looks, self._corpus))).digest()


def printing(settings: Pdf, attachments: Sequence[Artifact] = ()) -> tuple[bytes, ...] | None:
    """Return what shapes a PDF besides the note, None where the libraries are not known."""
    libraries = text_libraries()
    if libraries is None:
        return None
    faces = [(face.name, face.read_bytes()) for face in further_fonts(settings.fonts)]
    held = [(one.path, one.content) for one in attachments]
    digests = tuple((name, sha256(content).hexdigest()) for name, content in (*faces, *held))
    return (pack((settings.variant, libraries, len(faces), digests)),)

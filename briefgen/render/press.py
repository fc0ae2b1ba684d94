"""What prints notes here, as a digest: two with the same one print the same of the same."""

import hashlib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from briefgen.config import find_design, templates_root
from briefgen.program import PRINTING, code_in
from briefgen.render.fonts import further_fonts
from briefgen.render.libraries import text_libraries

_LIBRARIES = (
    "babel", "css-inline", "cssselect2", "fonttools", "jinja2", "lxml", "markupsafe", "pillow",
    "pydyf", "pypdfium2", "pyphen", "python-docx", "tinycss2", "tinyhtml5", "weasyprint",
)  # fmt: skip
"""Distributions whose code shapes a page."""

_DIGITS = 16


def press_of(template: str, fonts: str = "") -> str:
    """Return a digest of code, libraries, shipped templates and fonts that print a note, in hex.

    Raises TemplateError or RenderError when there is no such template, or no such fonts.
    """
    whole = hashlib.sha256(code_in(PRINTING))
    whole.update("\n".join((*map(_installed, _LIBRARIES), *(text_libraries() or ()))).encode())
    shipped = (one for one in find_design(template).folders if one.is_relative_to(templates_root()))
    files = [file for folder in shipped for file in _files(folder)]
    for name, file in (*files, *((face.name, face) for face in further_fonts(fonts))):
        whole.update(f"\n{name} {hashlib.sha256(file.read_bytes()).hexdigest()}".encode())
    return whole.hexdigest()[:_DIGITS]


def _installed(name: str) -> str:
    try:
        return f"{name} {version(name)}"
    except PackageNotFoundError:
        return f"{name} -"


def _files(folder: Path) -> list[tuple[str, Path]]:
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return [(path.relative_to(folder).as_posix(), path) for path in found]

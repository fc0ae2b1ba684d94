"""Whether this machine has what briefgen needs: versions, language model, PDF libraries."""

import importlib.metadata
import platform
from collections.abc import Callable
from dataclasses import dataclass

from briefgen.errors import BriefgenError
from briefgen.extract import inspect_model
from briefgen.render import inspect_pdf

_LIBRARIES = ("spacy", "weasyprint", "jinja2", "pydantic", "trafilatura", "pypdfium2")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: fine or not, and what to do when it isn't."""

    name: str
    fine: bool
    detail: str


def examine(model: str) -> tuple[Finding, ...]:
    """Look at Python, libraries, the language model and PDF making."""
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in _LIBRARIES)
    return (
        Finding("Python", fine=True, detail=platform.python_version()),
        Finding("Libraries", fine=True, detail=versions),
        _try("Language model", lambda: inspect_model(model)),
        _try("PDF", inspect_pdf),
    )


def _try(name: str, look: Callable[[], str]) -> Finding:
    try:
        return Finding(name, fine=True, detail=look())
    except BriefgenError as error:
        return Finding(name, fine=False, detail=str(error))

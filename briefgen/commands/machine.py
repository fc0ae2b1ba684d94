"""The command that looks at this machine: versions, language model, PDF libraries."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import typer

from briefgen.commands.exits import Exit
from briefgen.commands.invocation import ConfigFile, settings_of
from briefgen.errors import BriefgenError

_LIBRARIES = ("spacy", "weasyprint", "jinja2", "pydantic", "trafilatura", "pypdfium2")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: fine or not, and what to do when it isn't."""

    name: str
    fine: bool
    detail: str


def doctor(config: ConfigFile = None) -> None:
    """Say whether this machine has what briefgen needs."""
    settings, _ = settings_of(config, [Path()])
    results = _examine(settings.model)
    for one in results:
        typer.echo(f"{'ok     ' if one.fine else 'MISSING'}  {one.name}: {one.detail}")
    if not all(one.fine for one in results):
        raise typer.Exit(Exit.UNAVAILABLE)


def _examine(model: str) -> tuple[Finding, ...]:
    """Look at Python, libraries, the language model and PDF making."""
    import platform
    from importlib.metadata import version

    from briefgen.extract import inspect_kernel, inspect_model
    from briefgen.render import inspect_pdf

    versions = ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    return (
        Finding("Python", fine=True, detail=platform.python_version()),
        Finding("Libraries", fine=True, detail=versions),
        _try("Language model", lambda: inspect_model(model)),
        Finding("Matrices", fine=True, detail=inspect_kernel()),
        _try("PDF", inspect_pdf),
        Finding("Signatures", fine=True, detail=_signatures()),
    )


def _signatures() -> str:
    """Say with what briefs can be signed and signatures checked; nobody has to."""
    from briefgen.seals import inspect_library, inspect_tool

    told = []
    for look in (inspect_tool, lambda: f"pyHanko {inspect_library()}"):
        try:
            told.append(look())
        except BriefgenError as error:
            told.append(f"only needed for signatures: {error}")
    return "; ".join(told)


def _try(name: str, look: Callable[[], str]) -> Finding:
    try:
        return Finding(name, fine=True, detail=look())
    except BriefgenError as error:
        return Finding(name, fine=False, detail=str(error))

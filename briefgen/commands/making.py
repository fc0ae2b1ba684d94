"""The commands that make a brief and check it: init, build, extract, verify, templates."""

import sys
from importlib.resources import files
from pathlib import Path
from typing import Annotated

import typer

from briefgen.commands.exits import Exit
from briefgen.commands.invocation import ConfigFile, Inputs, dated, formatted, settings_of, show
from briefgen.errors import OutputError


def init(
    folder: Annotated[Path, typer.Argument(help="Where to put them.")] = Path(),
) -> None:
    """Write a commented briefgen.yaml and a sample input to start from."""
    starter = files("briefgen").joinpath("starter")
    names = ("briefgen.yaml", "inputs/sources.yaml", "inputs/harbour-works.txt")
    taken = [name for name in names if (folder / name).exists()]
    if taken:
        raise OutputError(f"{folder / taken[0]}: is there already; nothing was written")
    for name in names:
        target = folder / name
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(starter.joinpath(name).read_bytes())
        except OSError as error:
            raise OutputError(f"{target}: {error.strerror}") from error
        typer.echo(f"wrote {target}", err=True)
    typer.echo(f"Put your sources into {folder / 'inputs'}, then run 'briefgen build'.", err=True)


def build(
    inputs: Inputs = None,
    config: ConfigFile = None,
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder that briefs go into.")] = Path(
        "out"
    ),
    formats: Annotated[
        str, typer.Option("--format", help="html, pdf, email; several with commas.")
    ] = "",
    issue_date: Annotated[
        str, typer.Option("--issue-date", help="Date of the brief, like 2026-11-22.")
    ] = "",
    week: Annotated[str, typer.Option("--week", help="Week the brief covers, like 2026-W47.")] = "",
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit with 3 when an input was skipped.")
    ] = False,
) -> None:
    """Make a brief: read, extract, merge, verify, render."""
    from briefgen import pipeline

    settings, roots = settings_of(config, inputs)
    settings, issue = dated(settings, issue_date, week)
    settings = formatted(settings, formats)
    built = pipeline.build(roots, settings, issue, out, show)
    evidence = built.brief.evidence
    counts = {
        "source": evidence.sources,
        "skipped file": evidence.skipped,
        "fact": evidence.facts,
        "actor": evidence.actors,
        "quotation": evidence.quotations,
        "disagreement": evidence.disagreements,
    }
    found = ", ".join(f"{len(v)} {k}{'s' * (len(v) != 1)}" for k, v in counts.items())
    typer.echo(f"{found}; {len(built.brief.citations)} citations shown, all verified", err=True)
    if evidence.ambiguities:
        doubts = len(evidence.ambiguities)
        typer.echo(f"names left apart, each perhaps another's: {doubts} (see Actors)", err=True)
    typer.echo(built.folder)
    if strict and evidence.skipped:
        raise typer.Exit(Exit.PARTLY_DONE)


def extract(
    inputs: Inputs = None,
    config: ConfigFile = None,
    per_document: Annotated[
        bool, typer.Option("--per-document", help="One JSON line a source, nothing merged.")
    ] = False,
) -> None:
    """Print the evidence as JSON."""
    from briefgen import pipeline
    from briefgen.model.codec import encode_evidence, encode_line

    settings, roots = settings_of(config, inputs)
    if per_document:
        for evidence in pipeline.extract_each(roots, settings, show):
            sys.stdout.buffer.write(encode_line(evidence))
    else:
        evidence = pipeline.extract(roots, settings, show)
        sys.stdout.buffer.write(encode_evidence(evidence))
    sys.stdout.flush()


def verify(
    folder: Annotated[Path, typer.Argument(help="The output folder of a brief, or its PDF.")],
) -> None:
    """Re-check a finished brief: hashes, every citation, every statement in HTML and PDF.

    A PDF is checked by itself, against the evidence and source texts attached to it.
    """
    from briefgen import pipeline

    checked = pipeline.verify(folder)
    for path in checked.absent:
        typer.echo(f"note: original not found, its copy was checked: {path}", err=True)
    for words in checked.analyst:
        typer.echo(f"note: the analyst's words, stated by no source: {words}", err=True)
    for finding in checked.findings:
        typer.echo(str(finding))
    if checked.findings:
        typer.echo(f"{len(checked.findings)} differences in {folder}", err=True)
        raise typer.Exit(Exit.DIFFERENT)
    typer.echo(f"verified: {folder} (sources: {checked.sources})", err=True)


def templates() -> None:
    """List the templates that come with briefgen."""
    from briefgen.config import shipped_designs

    for design in shipped_designs():
        limit = f"at most {design.pages} pages" if design.pages > 1 else "one page"
        pages = limit if design.pages else "any number of pages"
        typer.echo(f"{design.name:<8} {design.page}, {pages}: {design.description}")

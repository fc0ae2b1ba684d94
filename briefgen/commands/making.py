"""The commands that make a brief and check it: init, build, extract, verify, templates."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefgen.commands.exits import Exit
from briefgen.commands.invocation import ConfigFile, Inputs, dated, formatted, settings_of
from briefgen.commands.progress import Jobs, NoCache, Quiet, Scheduler, manner_of
from briefgen.commands.signing import (
    PdfSigners,
    Signers,
    said,
    said_when_different,
    trusted,
)
from briefgen.errors import OutputError

if TYPE_CHECKING:
    from briefgen.model.brief import Brief
    from briefgen.proof import Checked


def init(
    folder: Annotated[Path, typer.Argument(help="Where to put them.")] = Path(),
) -> None:
    """Write a commented briefgen.yaml and a sample input to start from."""
    from importlib.resources import files

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
        str, typer.Option("--format", help="html, pdf, email, docx, md; several with commas.")
    ] = "",
    issue_date: Annotated[
        str, typer.Option("--issue-date", help="Date of the brief, like 2026-11-22.")
    ] = "",
    week: Annotated[str, typer.Option("--week", help="Week the brief covers, like 2026-W47.")] = "",
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit with 3 when an input was skipped.")
    ] = False,
    no_cache: NoCache = False,
    jobs: Jobs = None,
    scheduler: Scheduler = "",
    quiet: Quiet = False,
) -> None:
    """Make a brief: read, extract, merge, verify, render."""
    from briefgen import pipeline

    settings, roots = settings_of(config, inputs)
    settings, issue = dated(settings, issue_date, week)
    settings = formatted(settings, formats)
    with manner_of(settings, jobs, scheduler, quiet=quiet, no_cache=no_cache) as manner:
        built = pipeline.build(roots, settings, issue, out, manner)
    if not quiet:
        _sum_up(built.brief)
    typer.echo(built.folder)
    if strict and built.brief.evidence.skipped:
        raise typer.Exit(Exit.PARTLY_DONE)


def _sum_up(brief: "Brief") -> None:
    """Say how much was found, and what is doubtful."""
    evidence, totals = brief.evidence, brief.totals
    counts = {
        "source": len(evidence.sources),
        "skipped file": len(evidence.skipped),
        "fact": totals.facts,
        "actor": totals.actors,
        "quotation": totals.quotations,
        "disagreement": totals.disagreements,
    }
    found = ", ".join(f"{n} {name}{'s' * (n != 1)}" for name, n in counts.items())
    typer.echo(f"{found}; {len(brief.citations)} citations shown, all verified", err=True)
    if totals.ambiguities:
        doubts = totals.ambiguities
        typer.echo(f"names left apart, each perhaps another's: {doubts} (see Actors)", err=True)


def extract(
    inputs: Inputs = None,
    config: ConfigFile = None,
    per_document: Annotated[
        bool, typer.Option("--per-document", help="One JSON line a source, nothing merged.")
    ] = False,
    no_cache: NoCache = False,
    jobs: Jobs = None,
    scheduler: Scheduler = "",
    quiet: Quiet = False,
) -> None:
    """Print the evidence as JSON."""
    from briefgen import pipeline
    from briefgen.model.codec import encode_evidence, encode_line

    settings, roots = settings_of(config, inputs)
    with manner_of(settings, jobs, scheduler, quiet=quiet, no_cache=no_cache) as manner:
        if per_document:
            for evidence in pipeline.extract_each(roots, settings, manner):
                sys.stdout.buffer.write(encode_line(evidence))
        else:
            evidence = pipeline.extract(roots, settings, manner)
            sys.stdout.buffer.write(encode_evidence(evidence))
    sys.stdout.flush()


def verify(
    folder: Annotated[Path, typer.Argument(help="The output folder of a brief, or its PDF.")],
    config: ConfigFile = None,
    deep: Annotated[
        bool, typer.Option("--deep", help="Find the evidence anew in the originals, by the model.")
    ] = False,
    require_originals: Annotated[
        bool,
        typer.Option(
            "--require-originals",
            help="Exit with 10 unless all originals were compared, and with --deep searched anew.",
        ),
    ] = False,
    signers: Signers = None,
    pdf_signers: PdfSigners = None,
    as_json: Annotated[bool, typer.Option("--json", help="Answer for programs.")] = False,
) -> None:
    """Re-check a finished brief: hashes, every citation, every statement in HTML and PDF.

    The note is composed anew of its evidence and printed again, and all of it compared. A PDF is
    checked by itself, against what is attached to it. At the desk (--config) originals are checked
    of which words are hidden. A signature that is there must fit; with --signers or --pdf-signers
    there must be one, by one of them.
    """
    from briefgen import proof

    trust = trusted(folder, signers, pdf_signers)
    checked = proof.verify(folder, settings_of(config, [])[0], trust, deep=deep)
    if as_json:
        typer.echo(_as_json(checked))
    else:
        _tell(checked, folder)
    if checked.findings:
        raise typer.Exit(Exit.DIFFERENT)
    compared = checked.sources == len(checked.paths(proof.State.COMPARED))
    extracted = not deep or proof.Step.EXTRACTED in checked.again
    if require_originals and not (compared and extracted):
        raise typer.Exit(Exit.NOT_PROVEN)


def _tell(checked: "Checked", folder: Path) -> None:
    """Say what a check has found, what it could not try, and how much it has proved."""
    from briefgen.proof import State

    for path in checked.paths(State.ABSENT):
        typer.echo(f"note: original not found, its copy was checked: {path}", err=True)
    for path in checked.paths(State.WITHHELD):
        told = "words of it are hidden, so its original can be checked at the desk only"
        typer.echo(f"note: {told}, its copy was checked: {path}", err=True)
    for words in checked.analyst:
        told = " ".join(words.split())
        typer.echo(f"note: the analyst's words, stated by no source: {told}", err=True)
    for step, why in checked.hindrances:
        typer.echo(f"note: {_NOT_DONE[step]}: {why}", err=True)
    for finding in checked.findings:
        typer.echo(str(finding))
    if checked.findings:
        number = len(checked.findings)
        signed = said_when_different(checked.seals)
        typer.echo(f"{number} difference{'s' * (number != 1)} in {folder}{signed}", err=True)
        return
    whole = "verified in part" if checked.in_part else "verified"
    typer.echo(f"{whole}: {folder}: {_proved(checked)}; {said(checked.seals)}", err=True)
    if checked.content:
        typer.echo(f"content digest: {checked.content}", err=True)


_NOT_DONE = {
    "described": "what it says of its sources was not compared",
    "printed": "it was not printed again and compared whole, but only searched for each statement,"
    " so other words may have been added",
    "composed": "it was not composed again of its evidence, so choice and order were not compared",
    "compared with the last issue": "what it says of the last issue was not compared again",
    "extracted": "its evidence was not found again in the originals",
}


def _proved(checked: "Checked") -> str:
    """Say how much a check has proved."""
    from briefgen.proof import State, Step

    number = checked.sources
    of_each = ((state, len(checked.paths(state))) for state in State)
    states = [f"{n} {_ORIGINALS[state]}" for state, n in of_each if n or state in _ALWAYS]
    originals = f": {', '.join(states)}" if checked.originals else ""
    sources = f"{number} source{'s' * (number != 1)}{originals}"
    counts = f"; {checked.citations} citations, {checked.statements} statements"
    proved = counts if checked.citations else ""
    copies = sum(path.startswith("sources/") for path in checked.equal)
    equal = len(checked.equal) - copies
    read = f", and {copies} readable cop{'ies' if copies != 1 else 'y'}" if copies else ""
    again = f", {equal} output{'s' * (equal != 1)} made again and equal{read}" if equal else ""
    composed = "; composed again of its evidence" if Step.COMPOSED in checked.again else ""
    found = ", which was found again in the originals" if Step.EXTRACTED in checked.again else ""
    return f"{sources}{proved}{again}{composed}{found}"


_ORIGINALS = {
    "compared": "originals compared",
    "changed": "changed",
    "absent": "absent",
    "withheld": "at the desk only",
}
_ALWAYS = ("compared", "absent")


def _as_json(checked: "Checked") -> str:
    """Write what a check has found for programs; docs/evidence.md tells of the keys."""
    import json

    from briefgen.proof import State

    states = {state.value: len(checked.paths(state)) for state in State}
    told = {
        "schema": "briefgen/verified/1",
        "verified": not checked.findings,
        "in_part": checked.in_part,
        "content": checked.content,
        "sources": {"number": checked.sources, **states},
        "originals": [
            {"key": one.key, "path": one.path, "state": one.state} for one in checked.originals
        ],
        "citations": checked.citations,
        "statements": checked.statements,
        "equal": list(checked.equal),
        "again": list(checked.again),
        "hindrances": [{"step": step, "why": why} for step, why in checked.hindrances],
        "analyst": list(checked.analyst),
        "signatures": [
            {"file": one.where, "state": one.state, "told": one.told} for one in checked.seals
        ],
        "findings": [{"where": one.where, "message": one.message} for one in checked.findings],
    }
    return json.dumps(told, ensure_ascii=False, indent=1)


def templates() -> None:
    """List the templates that come with briefgen."""
    from briefgen.config import shipped_designs

    for design in shipped_designs():
        limit = f"at most {design.pages} pages" if design.pages > 1 else "one page"
        pages = limit if design.pages else "any number of pages"
        typer.echo(f"{design.name:<8} {design.page}, {pages}: {design.description}")

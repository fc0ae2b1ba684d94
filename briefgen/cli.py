"""The command line: parse, call one function, print, exit. Messages go to standard error."""

import sys
import tempfile
import traceback
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefgen import errors, weekly
from briefgen.invocation import ConfigFile, Inputs, dated, formatted, settings_of, show

if TYPE_CHECKING:
    pass

EXIT_CODES = {
    errors.VerificationFailed: 1,
    errors.NothingNew: 4,
    errors.NothingIngested: 65,
    errors.MissingInput: 66,
    errors.ModelError: 69,
    errors.RenderError: 69,
    errors.ServiceRefused: 69,
    errors.OutputError: 73,
    errors.StateError: 74,
    errors.TryAgain: 75,
    errors.TlsError: 76,
    errors.LoginError: 77,
    errors.ConfigError: 78,
    errors.NotSendable: 78,
    errors.TemplateError: 78,
}
"""Exit code of each error; the numbers above 63 are those of sysexits.h."""

_SKIPPED = 3
_INTERNAL = 70
_INTERRUPTED = 130

app = typer.Typer(
    name="briefgen",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Turn a folder of source documents into a cited briefing note.",
    epilog="Exit codes: 0 done, 1 a difference was found, 2 usage, 3 inputs skipped (--strict) or"
    " recipients refused, 4 nothing new, 65 nothing usable, 66 inputs missing, 69 a library"
    " is missing or the mail server refuses for good, 70 internal error, 73 output, 74 history or"
    " ledger, 75 try again, 76 TLS, 77 login, 78 configuration.",
)


def _print_version(wanted: bool) -> None:  # noqa: FBT001 - Typer's callback
    if wanted:
        typer.echo(f"briefgen {version('briefgen')}")
        raise typer.Exit


@app.callback()
def _root(
    _: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Hold the options that stand before a command."""


@app.command()
def init(
    folder: Annotated[Path, typer.Argument(help="Where to put them.")] = Path(),
) -> None:
    """Write a commented briefgen.yaml and a sample input to start from."""
    starter = files("briefgen").joinpath("starter")
    names = ("briefgen.yaml", "inputs/sources.yaml", "inputs/harbour-works.txt")
    taken = [name for name in names if (folder / name).exists()]
    if taken:
        raise errors.OutputError(f"{folder / taken[0]}: is there already; nothing was written")
    for name in names:
        target = folder / name
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(starter.joinpath(name).read_bytes())
        except OSError as error:
            raise errors.OutputError(f"{target}: {error.strerror}") from error
        typer.echo(f"wrote {target}", err=True)
    typer.echo(f"Put your sources into {folder / 'inputs'}, then run 'briefgen build'.", err=True)


@app.command()
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
        raise typer.Exit(_SKIPPED)


@app.command()
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


@app.command()
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
        raise typer.Exit(1)
    typer.echo(f"verified: {folder} (sources: {checked.sources})", err=True)


@app.command()
def templates() -> None:
    """List the templates that come with briefgen."""
    from briefgen.config import shipped_designs

    for design in shipped_designs():
        limit = f"at most {design.pages} pages" if design.pages > 1 else "one page"
        pages = limit if design.pages else "any number of pages"
        typer.echo(f"{design.name:<8} {design.page}, {pages}: {design.description}")


@app.command()
def doctor(config: ConfigFile = None) -> None:
    """Say whether this machine has what briefgen needs."""
    from briefgen.doctor import examine

    settings, _ = settings_of(config, [Path()])
    results = examine(settings.model)
    for one in results:
        typer.echo(f"{'ok     ' if one.fine else 'MISSING'}  {one.name}: {one.detail}")
    if not all(one.fine for one in results):
        raise typer.Exit(EXIT_CODES[errors.RenderError])


for _command in (weekly.send, weekly.run, weekly.history, weekly.where_used, weekly.search):
    app.command()(_command)


def main() -> None:
    """Run the command line and end the process with its exit code."""
    try:
        app()
    except errors.BriefgenError as error:
        for line in str(error).splitlines():
            typer.echo(f"error: {line}", err=True)
        sys.exit(next(code for kind, code in EXIT_CODES.items() if isinstance(error, kind)))
    except KeyboardInterrupt:
        typer.echo("interrupted: nothing was written", err=True)
        sys.exit(_INTERRUPTED)
    except Exception as error:  # noqa: BLE001 - no traceback reaches a user
        with tempfile.NamedTemporaryFile(
            "w", prefix="briefgen-", suffix=".log", delete=False, encoding="utf-8"
        ) as log:
            log.write(traceback.format_exc())
        typer.echo(f"internal error: {type(error).__name__}: {error}", err=True)
        typer.echo(f"This is a bug in briefgen; what happened is in {log.name}", err=True)
        sys.exit(_INTERNAL)

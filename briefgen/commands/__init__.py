"""The command line: parse, call one function, print, exit. Messages go to standard error."""

import sys
from typing import Annotated

import typer

from briefgen import __version__, errors
from briefgen.commands import issuing, looking_up, machine, making, reviewing, signing
from briefgen.commands.exits import OF_ERRORS, Exit
from briefgen.commands.process import settle

app = typer.Typer(
    name="briefgen",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Turn a folder of source documents into a cited briefing note.",
    epilog=f"Exit codes: {', '.join(f'{code:d} {code.meaning}' for code in Exit if code.meaning)}.",
)


def _print_version(wanted: bool) -> None:  # noqa: FBT001 - Typer's callback
    if wanted:
        typer.echo(f"briefgen {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    _: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Hold the options that stand before a command."""


for _command in (
    making.init,
    making.build,
    making.extract,
    making.verify,
    making.templates,
    reviewing.desk,
    reviewing.preview,
    machine.doctor,
    issuing.send,
    issuing.run,
    issuing.issue,
    signing.sign,
    issuing.history,
    looking_up.sources,
    looking_up.where_used,
    looking_up.search,
    looking_up.explain,
):
    app.command(short_help=(_command.__doc__ or "").partition("\n")[0])(_command)


def main() -> None:
    """Run the command line and end the process with its exit code."""
    settle()
    try:
        app()
    except errors.BriefgenError as error:
        for line in str(error).splitlines():
            typer.echo(f"error: {line}", err=True)
        sys.exit(next(code for kind, code in OF_ERRORS.items() if isinstance(error, kind)))
    except SystemExit as ended:
        if ended.code == Exit.INTERRUPTED:
            typer.echo("interrupted", err=True)
        raise
    except Exception as error:  # noqa: BLE001 - no traceback reaches a user
        import tempfile
        import traceback

        with tempfile.NamedTemporaryFile(
            "w", prefix="briefgen-", suffix=".log", delete=False, encoding="utf-8"
        ) as log:
            log.write(traceback.format_exc())
        typer.echo(f"internal error: {type(error).__name__}: {error}", err=True)
        typer.echo(f"This is a bug in briefgen; what happened is in {log.name}", err=True)
        sys.exit(Exit.INTERNAL)

"""The commands that look into inputs, issues and briefs: sources, where-used, search, explain."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefgen.commands.invocation import (
    QUIET,
    ConfigFile,
    Inputs,
    dated,
    keep_own_secret,
    settings_of,
)
from briefgen.commands.issuing import week_asked
from briefgen.commands.progress import NoCache, manner_of

if TYPE_CHECKING:
    from briefgen.inventory import Held


def sources(
    inputs: Inputs = None,
    config: ConfigFile = None,
    week: Annotated[
        str,
        typer.Option("--week", help="Say what 'run' takes for this week, like 2026-W47, or last."),
    ] = "",
    write: Annotated[
        bool, typer.Option("--write", help="Add what sources.yaml does not say yet.")
    ] = False,
) -> None:
    """List all inputs: title, publisher, day and where each is from, kind, language, warnings."""
    from briefgen import inventory
    from briefgen.config import week_of

    settings, roots = settings_of(config, inputs)
    settings, issue = dated(settings, "", "")
    covered = week_of(week_asked(week, settings)[0]) if week else None
    keep_own_secret(settings)
    taken = inventory.take_inventory(roots, settings, issue, covered)
    for held in taken.held:
        for line in _told(held):
            typer.echo(line)
    for skipped in taken.skipped:
        typer.echo(f"  -   {skipped.path}\n      skipped, {skipped.reason}: {skipped.detail}")
    number = len(taken.held)
    typer.echo(f"{number} source{'s' * (number != 1)}, {len(taken.skipped)} skipped", err=True)
    if write:
        files = inventory.write_metadata(roots, taken)
        for file in files:
            typer.echo(f"wrote {file}", err=True)
        if not files:
            typer.echo("sources.yaml says all of it already", err=True)


def _told(held: "Held") -> list[str]:
    """Tell of a source in lines: its name, what is known of it, its fate, its warnings."""
    from briefgen.model.text import GUESSED

    record = held.record
    whence = "a guess" if record.published_from == GUESSED else f"from {record.published_from}"
    known = (
        record.title,
        record.publisher or "publisher not known",
        f"{record.published} ({whence})" if record.published else "day not known",
        str(record.kind),
        record.language or "language not known",
    )
    lines = [f"{record.key:<5} {record.path}", f"      {' · '.join(filter(None, known))}"]
    if held.fate:
        lines.append(f"      {'taken' if held.fate.taken else 'left out'}: {held.fate.why}")
    told = (notice for notice in record.warnings if notice.code not in QUIET)
    return lines + [f"      {notice.code}: {notice.detail}" for notice in told]


def where_used(
    source: Annotated[
        str, typer.Argument(help="A file, the beginning of its SHA-256, or its path in a brief.")
    ],
    config: ConfigFile = None,
) -> None:
    """Tell which issues used a source."""
    from briefgen import archive

    settings, _ = settings_of(config, [Path()])
    uses = archive.find_uses(source, settings)
    for use in uses:
        named = use.issue.number or use.issue.title
        typer.echo(f"{use.issue.issue_date}\t{named}\t{use.key}\t{use.path}\t{use.sha256[:12]}")
    if not uses:
        typer.echo(f"{source}: no issue used it", err=True)


def search(
    words: Annotated[str, typer.Argument(help='Words to find; "in quotes" they stand together.')],
    config: ConfigFile = None,
    most: Annotated[int, typer.Option("--most", min=1, help="The most passages shown.")] = 20,
) -> None:
    """Find passages in the inputs and in the sources of past issues; accents do not count."""
    from briefgen import archive

    settings, roots = settings_of(config, None)
    keep_own_secret(settings)
    try:
        found = archive.search(words, roots, settings, most)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="WORDS") from error
    for one in found:
        typer.echo(f"{one.places[0].path} characters {one.hit.start}-{one.hit.end}")
        for place in one.places:
            if place.issue:
                named = place.issue.number or place.issue.title
                typer.echo(f"  [{place.key}] in {named} of {place.issue.issue_date}")
        typer.echo("  " + " ".join(one.hit.words.split()))
    typer.echo(f"{len(found)} passage{'s' * (len(found) != 1)}", err=True)


def explain(
    asked: Annotated[
        str,
        typer.Argument(metavar="FACT", help='"Fact 3", an id, or words of a source, in quotes.'),
    ],
    where: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[BRIEF | INPUTS]",
            help="The folder of a finished brief, or sources; default: those of the configuration.",
        ),
    ] = None,
    config: ConfigFile = None,
    issue_date: Annotated[
        str, typer.Option("--issue-date", help="Date of the brief, like 2026-11-22.")
    ] = "",
    week: Annotated[str, typer.Option("--week", help="Week the brief covers, like 2026-W47.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Answer for programs.")] = False,
    no_cache: NoCache = False,
) -> None:
    """Say why a statement is in the brief where it is, or what became of words that are not."""
    from briefgen import explain as explaining

    settings, roots = settings_of(config, where)
    settings, issue = dated(settings, issue_date, week)
    with manner_of(settings, None, "", quiet=True, no_cache=no_cache) as manner:
        if len(roots) == 1 and explaining.is_finished(roots[0]):
            material = explaining.of_folder(roots[0], settings, manner)
        else:
            material = explaining.of_inputs(roots, settings, issue, manner)
    try:
        told = explaining.explain(asked, material)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="FACT") from error
    write = explaining.as_json if as_json else explaining.as_text
    typer.echo(write(told), nl=False)

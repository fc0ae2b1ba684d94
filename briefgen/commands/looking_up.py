"""The commands that look into what was issued: where-used, search."""

from pathlib import Path
from typing import Annotated

import typer

from briefgen.commands.invocation import ConfigFile, settings_of


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

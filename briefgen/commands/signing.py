"""The command that signs a finished brief, and what verify says of signatures."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefgen.commands.invocation import ConfigFile, settings_of

if TYPE_CHECKING:
    from briefgen.seals import Seal, Trust

PASSPHRASE = "BRIEFGEN_PDF_PASSPHRASE"  # noqa: S105 - the name of a variable

Signers = Annotated[
    Path | None,
    typer.Option(
        "--signers", help="Allowed signers, as of ssh-keygen: the folder must be signed by one."
    ),
]
PdfSigners = Annotated[
    Path | None,
    typer.Option(
        "--pdf-signers", help="Certificates (PEM): the PDF must be signed by one, or under one."
    ),
]


def sign(
    folder: Annotated[Path, typer.Argument(help="The output folder of a brief.")],
    key: Annotated[
        Path | None, typer.Option("--key", help="Key of SSH that signs the folder's manifest.")
    ] = None,
    pdf_key: Annotated[
        Path | None,
        typer.Option(
            "--pdf-key",
            help=f"Key and certificate (.p12) that sign a copy of the PDF; {PASSPHRASE} opens it.",
        ),
    ] = None,
    config: ConfigFile = None,
) -> None:
    """Sign a finished brief: its folder, a copy of its PDF, or both; no other file changes.

    Only a folder that verifies is signed. Sign last: an issue is another folder than its draft.
    """
    from briefgen import signing
    from briefgen.seals import open_key

    if key is None and pdf_key is None:
        raise typer.BadParameter("signing needs a key: give --key, --pdf-key, or both")
    paper = open_key(pdf_key, os.environ.get(PASSPHRASE, "")) if pdf_key else None
    settings, _ = settings_of(config, [])
    for file in signing.sign(folder, settings, signing.Keys(key, paper)):
        typer.echo(file)


def trusted(path: Path, signers: Path | None, pdf_signers: Path | None) -> "Trust":
    """Read whom somebody trusts, for a folder or a PDF, before that is checked."""
    from briefgen.seals import load_trust

    if signers and path.is_file():
        raise typer.BadParameter("--signers is for folders: a PDF by itself takes --pdf-signers")
    return load_trust(signers, pdf_signers)


def said(seals: "Iterable[Seal]") -> str:
    """Say who has signed what was verified."""
    from briefgen.seals import State

    words = {
        State.TRUSTED: "{0.where} signed by {0.told}",
        State.UNKNOWN: "{0.where} signed by {0.told}, whom nobody vouches for here",
        State.UNCHECKED: "{0.where} is there, not checked: {0.told}",
    }
    return "; ".join(words[seal.state].format(seal) for seal in seals) or "not signed"


def said_when_different(seals: "Iterable[Seal]") -> str:
    """Say of a note that has differences whose signatures it has, if any are trusted."""
    from briefgen.seals import State

    names = [seal.told for seal in seals if seal.state is State.TRUSTED]
    return f", though signed by {' and by '.join(names)}" if names else ""

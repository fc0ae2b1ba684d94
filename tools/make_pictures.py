"""Draws the first page of the sample brief for the README: `make pictures`."""

import sys
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2

from briefgen import build, load_config

ROOT = Path(__file__).parents[1]


def main() -> None:
    """Build the sample brief in a temporary folder and draw its first page."""
    config = load_config(ROOT / "briefgen.yaml")
    with TemporaryDirectory() as folder:
        built = build(
            [ROOT / "inputs"], config, date.fromisoformat(config.issue_date), Path(folder)
        )
        with pypdfium2.PdfDocument(built.folder / "brief.pdf") as document:
            picture = document[0].render(scale=1.6).to_pil().convert("P", colors=64)
            picture.save(ROOT / "docs" / "first-page.png", optimize=True)
    sys.stdout.write("docs/first-page.png\n")


main()

"""Draws the pictures of the README and the documents from the sample brief: `make pictures`."""

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2
from PIL import Image

from briefgen import build, load_config
from briefgen.render.fonts import only_our_fonts

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
COLOURS = 200


def main() -> None:
    """Build the sample brief, draw its first pages, and take it as a browser shows it."""
    for template, name in (
        ("weekly", "first-page.png"),
        ("flash", "flash-page.png"),
        ("note", "note-page.png"),
    ):
        with TemporaryDirectory() as folder:
            made = sample(template, Path(folder))
            draw_page(made / "brief.pdf", DOCS / name)
            if template == "weekly":
                photograph(made / "brief.html", DOCS / "browser.png")
    photograph_desk(DOCS / "desk.png")


def sample(template: str, folder: Path) -> Path:
    """Build the sample brief with a template; return its folder."""
    config = replace(load_config(ROOT / "briefgen.yaml"), template=template)
    return build([ROOT / "inputs"], config, date.fromisoformat(config.issue_date), folder).folder


def draw_page(pdf: Path, picture: Path) -> None:
    """Draw the first page of a PDF."""
    with pypdfium2.PdfDocument(pdf) as document:
        keep(document[0].render(scale=1.6).to_pil(), picture)


def photograph(page: Path, picture: Path) -> None:
    """Take the top of a page in light and in dark, side by side."""
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if not browser:
        sys.stderr.write(f"no Chromium here: {picture} was left as it is\n")
        return
    shots = []
    for scheme in (1, 0):
        shot = page.with_name(f"{scheme}.png")
        command = [
            browser,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--hide-scrollbars",
            f"--blink-settings=preferredColorScheme={scheme}",
            "--window-size=1000,1000",
            f"--screenshot={shot}",
            page.as_uri(),
        ]
        with only_our_fonts():
            subprocess.run(command, check=True, capture_output=True)
        shots.append(Image.open(shot).convert("RGB"))
    width, height = shots[0].size
    both = Image.new("RGB", (2 * width, height))
    for n, shot_picture in enumerate(shots):
        both.paste(shot_picture, (n * width, 0))
    keep(both.resize((width * 2 * 7 // 10, height * 7 // 10)), picture)


def photograph_desk(picture: Path) -> None:
    """Take the page of a desk with the sample, at the first fact of its bottom line."""
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    script = ROOT / "tests" / "product" / "photograph.mjs"
    if not browser or not (script.parent / "node_modules").exists():
        sys.stderr.write(f"no Chromium or no Playwright here: {picture} was left as it is\n")
        return
    with TemporaryDirectory() as name, only_our_fonts():
        project = Path(name)
        for part in ("inputs", "briefgen.yaml"):
            (project / part).symlink_to(ROOT / part)
        command = [sys.executable, "-m", "briefgen", "desk", "--no-browser"]
        with subprocess.Popen(command, cwd=project, stdout=subprocess.PIPE, text=True) as desk:
            address = desk.stdout.readline().strip() if desk.stdout else ""
            shot = {"width": 1280, "height": 860, "dark": False, "keys": ["j", "j"]}
            asked = {
                "chromium": browser,
                "address": address,
                "shots": [{**shot, "picture": str(project / "desk.png")}],
            }
            node = ["node", str(script)]
            try:
                subprocess.run(node, input=json.dumps(asked), text=True, check=True)
            finally:
                desk.terminate()
        keep(Image.open(project / "desk.png").convert("RGB"), picture)


def keep(image: Image.Image, picture: Path) -> None:
    """Write a picture with few colours, which keeps it small; rare ones are among them."""
    few = image.convert("RGB").quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE, kmeans=1)
    few.save(picture, optimize=True)
    sys.stdout.write(f"{picture.relative_to(ROOT)}\n")


main()

"""The finished pages against the W3C validator, axe-core and narrow windows."""

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from product.cases import CASES, ONLY_ON_PAPER, TEMPLATES
from product.conftest import HERE, Tools
from product.goldens import compare

from briefgen.render import render
from briefgen.render.fonts import only_our_fonts


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Every template with every case, and one source copy of each template."""
    made = {}
    on_screen = {n: b for n, b in CASES.items() if not n.endswith(ONLY_ON_PAPER)}
    for name, brief in on_screen.items():
        folder = tmp_path_factory.mktemp(name)
        (folder / "sources").mkdir()
        for artifact in render(brief, ("html",)):
            (folder / artifact.path).write_bytes(artifact.content)
        made[name] = folder / "brief.html"
        if name.endswith("-dam"):
            made[f"{name}-copy"] = folder / "sources/S1.html"
    return made


def test_validator_finds_no_error(tools: Tools, pages: Mapping[str, Path], sample: Path) -> None:
    files = map(str, (*pages.values(), sample / "brief.html"))
    done = subprocess.run(
        [
            tools.path("java"),
            "-jar",
            tools.path("vnu"),
            "--errors-only",
            "--format",
            "json",
            *files,
        ],
        capture_output=True,
        text=True,
        check=False,
    )

    messages = json.loads(done.stderr)["messages"]
    assert messages == [], messages[:5]


def test_pages_are_accessible_narrow_and_silent(
    tools: Tools, pages: Mapping[str, Path], sample: Path
) -> None:
    files = [*pages.values(), sample / "brief.html"]
    wanted = [(file, width, dark) for file in files for width, dark in ((1280, False), (320, True))]
    found = browse(tools, [(*view, None) for view in wanted])

    for (file, width, dark), page in zip(wanted, found, strict=True):
        where = f"{file.parent.name}/{file.name} at {width} px, dark: {dark}"
        assert page["violations"] == [], where
        assert page["requests"] == [], where
        assert {int(width) for width in page["widths"]} >= {320, 390, 1280}
        wide = {width: reach for width, reach in page["widths"].items() if reach > int(width)}
        assert wide == {}, where
        crooked = {width: edges for width, edges in page["edges"].items() if len(set(edges)) > 1}
        assert crooked == {}, where


@pytest.mark.parametrize("template", TEMPLATES)
def test_citation_opens_and_closes_with_the_keyboard(
    template: str, tools: Tools, pages: Mapping[str, Path]
) -> None:
    tools.path("playwright")
    asked = {"chromium": tools.path("chromium"), "file": str(pages[f"{template}-dam"])}
    done = subprocess.run(
        [tools.path("node"), str(HERE / "keyboard.mjs")],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)

    assert found["mark"].startswith("[S")
    assert found["unseen"] == []
    assert found["mark"].strip("[]") in found["opened"]
    assert found["next"]["inside"]
    assert found["closed"]
    assert found["back"] == found["mark"]


@pytest.mark.parametrize("template", TEMPLATES)
def test_page_looks_as_it_was_reviewed(
    template: str, tools: Tools, pages: Mapping[str, Path], tmp_path: Path
) -> None:
    shots = [(390, False), (1280, False), (1280, True)]
    pictures = [tmp_path / f"{n}.png" for n in range(len(shots))]
    page = pages[f"{template}-dam"]
    with only_our_fonts():
        browse(tools, [(page, w, dark, p) for (w, dark), p in zip(shots, pictures, strict=True)])

    for (width, dark), picture in zip(shots, pictures, strict=True):
        small = Image.open(picture).convert("L").reduce(3)
        compare(small, f"{template}-{width}{'-dark' if dark else ''}.png", tolerance=0.03)


def browse(tools: Tools, pages: list[tuple[Path, int, bool, Path | None]]) -> list[dict[str, Any]]:
    """Open pages in a browser; return what it measures on each."""
    tools.path("axe")
    tools.path("playwright")
    wanted = [
        {"file": str(file), "width": width, "dark": dark, "picture": str(picture or "")}
        for file, width, dark, picture in pages
    ]
    done = subprocess.run(
        [tools.path("node"), str(HERE / "browse.mjs")],
        input=json.dumps({"chromium": tools.path("chromium"), "pages": wanted}),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found

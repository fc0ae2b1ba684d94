"""The finished PDF against validators, other readers of PDF, and its own picture."""

import re
import subprocess
import unicodedata
from collections.abc import Mapping
from itertools import combinations, product
from pathlib import Path

import pdfplumber
import pypdfium2
import pypdfium2.raw
import pytest
from product.cases import CASES, TEMPLATES, scripts_brief
from product.conftest import HERE, Tools, build_sample
from product.goldens import compare

from briefgen.model.brief import Artifact, SectionName
from briefgen.render.pdf import write_pdf

ATTACHED = (Artifact("evidence.json", b"{}\n"), Artifact("sources/S1.txt", b"One line.\n"))
SMALLEST_TYPE = 6
MARGINS = {"left": 45, "right": 45, "top": 28, "bottom": 28}
FOOT = 56
"""Points at the foot of a page that hold its running foot."""

LEAST_FILL = 0.15
"""The least share of its height that the last of several pages reaches down to."""


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Every template with every case, as PDF/UA-1."""
    folder = tmp_path_factory.mktemp("papers")
    made = {}
    for name, brief in CASES.items():
        made[name] = folder / f"{name}.pdf"
        made[name].write_bytes(write_pdf(brief, "ua-1", ATTACHED).content)
    return made


# WeasyPrint leaves its colour profile open.
@pytest.mark.filterwarnings("ignore:.*sRGB2014:pytest.PytestUnraisableExceptionWarning")
def test_verapdf_finds_every_variant_to_be_what_it_says(
    tools: Tools, papers: Mapping[str, Path], sample: Path, tmp_path: Path
) -> None:
    pairs = ["ua1", str(sample / "brief.pdf")]
    for path in papers.values():
        pairs += ["ua1", str(path)]
    for template in TEMPLATES:
        for variant in ("a-3u", "a-3a"):
            path = tmp_path / f"{template}-{variant}.pdf"
            brief = CASES[f"{template}-dam"]
            path.write_bytes(write_pdf(brief, variant, ATTACHED).content)
            pairs += [variant.replace("-", "").removeprefix("a"), str(path)]
    done = subprocess.run(
        [tools.path("java"), "-cp", tools.path("verapdf"), str(HERE / "VeraCheck.java"), *pairs],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("PASS") == len(pairs) / 2


def test_qpdf_finds_no_fault(tools: Tools, papers: Mapping[str, Path], sample: Path) -> None:
    for path in (*papers.values(), sample / "brief.pdf"):
        done = subprocess.run(
            [tools.path("qpdf"), "--check", str(path)], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr


def test_fonts_are_all_embedded_with_their_unicode(
    tools: Tools, papers: Mapping[str, Path]
) -> None:
    for path in papers.values():
        done = subprocess.run(
            [tools.path("pdffonts"), str(path)], capture_output=True, text=True, check=True
        )
        faces = done.stdout.splitlines()[2:]
        assert faces
        assert all(re.search(r" yes +yes +yes ", face) for face in faces), done.stdout


def test_links_all_land(papers: Mapping[str, Path]) -> None:
    raw = pypdfium2.raw
    for name, path in papers.items():
        with pypdfium2.PdfDocument(path) as document:
            for page in document:
                position, link = raw.c_int(0), raw.FPDF_LINK()
                while raw.FPDFLink_Enumerate(page.raw, position, link):
                    target = raw.FPDFLink_GetDest(document.raw, link)
                    assert raw.FPDFDest_GetDestPageIndex(document.raw, target) >= 0, name


def test_text_stays_inside_the_page_and_apart(papers: Mapping[str, Path], sample: Path) -> None:
    for path in (*papers.values(), sample / "brief.pdf"):
        with pdfplumber.open(path) as document:
            for page in document.pages:
                words = page.extract_words(extra_attrs=["size"])
                assert words, path.name
                for word in words:
                    where = f"{path.name} page {page.page_number}: {word['text']}"
                    assert word["x0"] >= MARGINS["left"] - 1, where
                    assert word["x1"] <= page.width - MARGINS["right"] + 1, where
                    assert word["top"] >= MARGINS["top"], where
                    assert word["bottom"] <= page.height - MARGINS["bottom"], where
                    assert word["size"] >= SMALLEST_TYPE - 0.01, where
                for one, other in combinations(words, 2):
                    assert not overlapping(one, other), (
                        f"{path.name}: {one['text']}, {other['text']}"
                    )


def test_last_page_is_not_left_nearly_empty(papers: Mapping[str, Path], sample: Path) -> None:
    for path in (*papers.values(), sample / "brief.pdf"):
        with pdfplumber.open(path) as document:
            last = document.pages[-1]
            body = last.crop((0, 0, last.width, last.height - FOOT)).extract_words()
            lowest = max(word["bottom"] for word in body)
            few = len(document.pages) == 1
            assert few or lowest / last.height >= LEAST_FILL, path.name


@pytest.mark.parametrize(("template", "most"), [("note", 2), ("flash", 1)])
def test_short_note_of_the_samples_keeps_its_pages_and_uses_them(
    template: str, most: int, tmp_path: Path
) -> None:
    made = build_sample(template, tmp_path)
    shown = {section.name: len(section.items) for section in made.brief.sections}

    with pdfplumber.open(made.folder / "brief.pdf") as document:
        assert len(document.pages) == most
    assert shown[SectionName.KEY_FACTS] >= 3
    assert template == "flash" or min(shown[SectionName.ACTORS], shown[SectionName.QUOTATIONS]) >= 2


def overlapping(one: Mapping[str, float], other: Mapping[str, float]) -> bool:
    """Tell whether the bodies of two words cover each other by more than a hair."""
    low = max(one["top"] + one["size"] * 0.25, other["top"] + other["size"] * 0.25)
    high = min(one["bottom"] - one["size"] * 0.25, other["bottom"] - other["size"] * 0.25)
    left, right = max(one["x0"], other["x0"]), min(one["x1"], other["x1"])
    return high - low > 0.5 and right - left > 0.5


@pytest.mark.parametrize(
    ("language", "script"),
    [("Latin", "LATIN"), ("Cyrillic", "CYRILLIC"), ("Greek ell", "GREEK")],
)
def test_letters_have_the_shapes_that_an_eye_reads(
    language: str, script: str, tools: Tools, tmp_path: Path
) -> None:
    pdf = tmp_path / "brief.pdf"
    pdf.write_bytes(write_pdf(scripts_brief(), "ua-1").content)
    page = tmp_path / "page"
    subprocess.run([tools.path("pdftoppm"), "-r", "300", "-png", str(pdf), str(page)], check=True)
    text, seen = "", ""
    with pypdfium2.PdfDocument(pdf) as document:
        text = " ".join(sheet.get_textpage().get_text_bounded() for sheet in document)
    pictures = sorted(tmp_path.glob("page*.png"))
    for picture, model in product(pictures, language.split()):
        done = subprocess.run(
            [tools.path("tesseract"), str(picture), "-", "-l", model, "--psm", "3"],
            capture_output=True,
            text=True,
            check=True,
        )
        seen += done.stdout
    words = {word for word in re.findall(r"[^\W\d_]{4,}", text) if of_script(word, script)}
    read = set(re.findall(r"[^\W\d_]{4,}", unicodedata.normalize("NFC", seen)))

    assert len(words) >= 25
    missed = sorted(words - read)
    assert 1 - len(missed) / len(words) >= 0.95, missed


def of_script(word: str, script: str) -> bool:
    """Tell whether every letter of a word is of the script."""
    return all(unicodedata.name(letter, "").startswith(script) for letter in word)


@pytest.mark.parametrize("template", TEMPLATES)
def test_pages_look_as_they_were_reviewed(template: str, papers: Mapping[str, Path]) -> None:
    with pypdfium2.PdfDocument(papers[f"{template}-dam"]) as document:
        pictures = [page.render(scale=0.9).to_pil().convert("L") for page in document]
    for number, picture in enumerate(pictures[:3], 1):
        compare(picture, f"{template}-page-{number}.png", tolerance=0.01)

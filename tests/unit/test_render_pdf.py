import logging
import os
import re
import socket
import subprocess
import sys
import zlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pypdfium2.raw
import pytest
from unit.briefs import dam_brief, small_brief, stating

from briefgen.errors import RenderError
from briefgen.model.brief import Artifact, VerifiedBrief
from briefgen.render.html import open_page
from briefgen.render.pdf import count_pages, inspect_pdf, write_pdf

ATTACHED = (Artifact("evidence.json", b"{}\n"), Artifact("sources/S1.txt", b"One line.\n"))

SCRIPT = """
import sys
from unit.briefs import dam_brief
from briefgen.errors import RenderError
from briefgen.model.brief import Artifact
from briefgen.render.pdf import write_pdf
try:
    pdf = write_pdf(dam_brief(), sys.argv[1], (Artifact("evidence.json", b"{}"),))
except RenderError as error:
    sys.exit(str(error))
sys.stdout.buffer.write(pdf.content)
"""


def run(variant: str, *path: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    folders = [*path, Path(__file__).parents[1], Path(__file__).parents[2]]
    return subprocess.run(
        [sys.executable, "-c", SCRIPT, variant],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, folders)), **environment},
    )


@pytest.fixture(scope="module")
def paper() -> Iterator[pypdfium2.PdfDocument]:
    document = pypdfium2.PdfDocument(write_pdf(dam_brief(), "ua-1", ATTACHED).content)
    yield document
    document.close()


def words(document: pypdfium2.PdfDocument) -> str:
    return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in document).split())


def metadata(content: bytes) -> bytes:
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL)
    unpacked = (zlib.decompress(s) if s[:1] == b"x" else s for s in streams)
    return next(stream for stream in unpacked if b"xmpmeta" in stream)


def text_of(verified: VerifiedBrief) -> str:
    document = pypdfium2.PdfDocument(write_pdf(verified, "ua-1").content)
    try:
        return words(document)
    finally:
        document.close()


def test_pdf_is_the_same_bytes_in_another_process() -> None:
    first = run("ua-1", PYTHONHASHSEED="1", TZ="Asia/Tokyo")
    second = run("ua-1", PYTHONHASHSEED="2", TZ="America/Lima")

    assert first.stdout.startswith(b"%PDF"), first.stderr
    assert first.stdout == second.stdout
    assert first.stderr == b""


def test_pdf_is_made_without_a_warning(caplog: pytest.LogCaptureFixture) -> None:
    logger = logging.getLogger("weasyprint")
    logger.addHandler(caplog.handler)
    try:
        write_pdf(dam_brief(), "ua-1")
    finally:
        logger.removeHandler(caplog.handler)
    assert [r.message for r in caplog.records if r.levelno >= logging.WARNING] == []


# WeasyPrint leaves its colour profile open.
@pytest.mark.filterwarnings("ignore:.*sRGB2014:pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize(
    ("variant", "mark"), [("ua-1", b"pdfuaid"), ("a-3u", b"pdfaid"), ("a-3a", b"pdfaid")]
)
def test_pdf_says_which_standard_it_follows(variant: str, mark: bytes) -> None:
    document = write_pdf(small_brief("It rained."), variant, ATTACHED)

    assert mark in metadata(document.content)


def test_pdf_links_all_land_on_a_page(paper: pypdfium2.PdfDocument) -> None:
    raw = pypdfium2.raw
    landed = 0
    for page in paper:
        position, link = raw.c_int(0), raw.FPDF_LINK()
        while raw.FPDFLink_Enumerate(page.raw, position, link):
            target = raw.FPDFLink_GetDest(paper.raw, link)
            assert 0 <= raw.FPDFDest_GetDestPageIndex(paper.raw, target) < len(paper)
            landed += 1
    assert landed > len(dam_brief().brief.citations)


def test_pdf_says_on_which_pages_a_source_is_cited(paper: pypdfium2.PdfDocument) -> None:
    text = words(paper)

    assert re.search(r"memo-0412\.txt.*? p\. 1, 2 ", text)
    assert f"Page 1 of {len(paper)}" in text
    assert text.count("TLP:GREEN · Machine-extracted from 4 sources") == len(paper)


def test_pdf_has_title_language_dates_and_outline(paper: pypdfium2.PdfDocument) -> None:
    about = paper.get_metadata_dict()

    assert about["Title"] == dam_brief().brief.masthead.title
    assert about["CreationDate"].startswith("D:20261122")
    assert pypdfium2.raw.FPDFCatalog_IsTagged(paper.raw)
    titles = [bookmark.get_title() for bookmark in paper.get_toc()]
    assert {"Key facts", "Evidence ledger", "Source register"} <= set(titles)


def test_pdf_carries_the_attachments(paper: pypdfium2.PdfDocument) -> None:
    held = [paper.get_attachment(n) for n in range(paper.count_attachments())]

    assert {one.get_name(): bytes(one.get_data()) for one in held} == {
        "evidence.json": b"{}\n",
        "S1.txt": b"One line.\n",
    }


def test_pdf_reads_no_file_that_a_source_names(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("hidden")
    asking = f'<link rel="attachment" href="{secret.as_uri()}">'
    content = write_pdf(small_brief(asking, asking, asking, asking), "ua-1").content

    document = pypdfium2.PdfDocument(content)
    assert document.count_attachments() == 0
    assert "rel=" in words(document)
    document.close()


@pytest.mark.parametrize("scheme", ["http", "https", "ftp", "file"])
def test_pdf_fetches_nothing_that_a_template_names(tmp_path: Path, scheme: str) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("hidden")
    own = tmp_path / "own"
    own.mkdir()
    (own / "template.toml").write_text("")
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        port = server.getsockname()[1]
        url = secret.as_uri() if scheme == "file" else f"{scheme}://127.0.0.1:{port}/x"
        (own / "brief.html.j2").write_text(
            f'<title>t</title><link rel="stylesheet" href="{url}"><link rel="attachment"'
            f' href="{url}"><p style="background: url({url})">Words.<img src="{url}" alt="x">'
        )
        verified = small_brief("It rained.")
        content = write_pdf(
            replace(verified, brief=replace(verified.brief, template=str(own))), "ua-1"
        ).content
        server.setblocking(False)
        with pytest.raises(BlockingIOError):
            server.accept()
    with pypdfium2.PdfDocument(content) as document:
        assert document.count_attachments() == 0
        assert "Words." in words(document)


def test_pdf_draws_several_scripts_and_names_what_it_cannot_draw() -> None:
    text = text_of(small_brief("Łódź, Đà Nẵng, Αθήνα, Київ and 北京 met."))

    assert "Łódź, Đà Nẵng, Αθήνα, Київ and 北京 met." in text
    assert (
        "Boxes stand for 2 characters without a shape here (U+4EAC CJK UNIFIED IDEOGRAPH-4EAC,"
        in text
    )


def test_pdf_fills_each_line_before_it_breaks_it() -> None:
    words = ("m" * (n // 8) + "i" * (n % 8) for n in range(8, 48))
    sentences = (
        f"The {word} wardens of the upper Orvel valley ended their inquiry on 31 December 2026."
        for word in words
    )
    document = pypdfium2.PdfDocument(write_pdf(stating(sentences), "ua-1").content)
    lines = [
        line for page in document for line in page.get_textpage().get_text_bounded().split("\n")
    ]
    document.close()

    assert sum("wardens" in line for line in lines) == 2 * 40
    assert not [line for line in lines if re.fullmatch(r"(\d+ )?The( [mi]+)?\s*", line)]


def pages_of(verified: VerifiedBrief) -> int:
    with pypdfium2.PdfDocument(write_pdf(verified, "ua-1").content) as document:
        return len(document)


def test_pdf_keeps_to_the_pages_of_its_template_in_smaller_type() -> None:
    notes = [
        replace(v, brief=replace(v.brief, template="note"))
        for v in (stating([f"Gauge {n} was read at noon." for n in range(m)]) for m in (22, 23, 24))
    ]
    counted = [count_pages(open_page(note), "ua-1") for note in notes]

    assert {2, 3} == set(counted)
    assert [pages_of(note) for note in notes] == counted


def test_pdf_libraries_are_named_with_their_versions() -> None:
    assert re.fullmatch(r"WeasyPrint 70\.\d+, Pango 1\.\d+\.\d+", inspect_pdf())


def test_pdf_libraries_that_are_missing_are_an_error(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "weasyprint.py").write_text("raise OSError('cannot load library')")
    loaded = [name for name in sys.modules if name.partition(".")[0] == "weasyprint"]
    for name in loaded:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.syspath_prepend(tmp_path)

    with pytest.raises(RenderError, match=r"apt-get install libpango-1\.0-0 .*brew install pango"):
        inspect_pdf()


def test_pdf_without_pango_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "weasyprint.py").write_text("raise OSError('cannot load library libpango-1.0-0')")

    result = run("ua-1", tmp_path)
    assert result.returncode == 1
    assert b"apt-get install libpango-1.0-0" in result.stderr
    assert result.stderr.count(b"\n") == 1

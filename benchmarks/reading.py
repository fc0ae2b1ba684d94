"""What reading costs: CPU a web page and a PDF, all in, beside bare trafilatura and pypdfium2.

`python benchmarks/reading.py [FOLDER]`: FOLDER holds pages as .html or .html.gz; without it
they are made up. All figures are CPU time of this process and its workers, in one run.
"""

import gzip
import random
import resource
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2
import trafilatura
from weasyprint import HTML

from briefgen.clean import clean
from briefgen.model.text import Skipped
from briefgen.read import find_files, read

PAGES = 300
PAPER_PAGES = 200
WORDS = tuple(
    """\
harbour wall council engineer report storm winter ferry contract basin minister quarter price the of
and to in for on with from after before said will has been new eastern annual public""".split()  # noqa: SIM905 - words, not data
)


def spent() -> float:
    """Return CPU seconds of this process and of those it has waited for."""
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(u.ru_utime + u.ru_stime for u in map(resource.getrusage, who))


def sentences(chance: random.Random, count: int) -> str:
    """Make up sentences."""
    made = (" ".join(chance.choices(WORDS, k=chance.randint(8, 24))) for _ in range(count))
    return " ".join(f"{one.capitalize()}." for one in made)


def made_up(number: int) -> bytes:
    """Make up a page of about 100 kB: an article among menus, scripts and teasers."""
    chance = random.Random(number)
    menu = "".join(f"<li><a href='/{n}'>{chance.choice(WORDS)} {n}</a></li>" for n in range(120))
    script = f"<script>var x = {list(range(4000))};</script>"
    article = "".join(f"<p>{sentences(chance, 4)} <a href='#'>more</a></p>" for _ in range(25))
    teasers = "".join(
        f"<div class='teaser'><a href='/{n}'><img src='{n}.jpg'>"
        f"<span>{sentences(chance, 1)}</span></a></div>"
        for n in range(150)
    )
    return (
        f"<!doctype html><html lang='en'><head><title>Page {number}</title>{script * 2}"
        "<meta name='date' content='2025-03-10'></head><body>"
        f"<nav><ul>{menu}</ul></nav><main><article><h1>Page {number}</h1>{article}</article></main>"
        f"<aside>{teasers}</aside></body></html>"
    ).encode()


def given(folder: Path) -> Iterator[bytes]:
    """Yield the pages of a folder over and over."""
    files = sorted([*folder.glob("*.html"), *folder.glob("*.html.gz")])
    for n in range(PAGES):
        content = files[n % len(files)].read_bytes()
        yield gzip.decompress(content) if content.startswith(b"\x1f\x8b") else content


def made_paper() -> bytes:
    """Make a PDF of 200 pages of running text."""
    chance = random.Random(7)
    body = "".join(
        f"<section>{''.join(f'<p>{sentences(chance, 7)}</p>' for _ in range(6))}</section>"
        for _ in range(PAPER_PAGES)
    )
    style = (
        "@page { size: A4; margin: 20mm } section { break-after: page } body { font: 10pt serif }"
    )
    paper: bytes = HTML(string=f"<style>{style}</style>{body}").write_pdf()
    return paper


def read_all(folder: Path) -> int:
    """Read and clean a folder as a build does; return how many files were skipped."""
    outcomes = list(read(find_files((folder,))))
    for n, raw in enumerate(outcomes):
        if not isinstance(raw, Skipped):
            clean(raw, f"S{n}")
    return sum(isinstance(raw, Skipped) for raw in outcomes)


def main() -> None:
    """Measure and print."""
    with TemporaryDirectory() as name:
        pages, paper = Path(name) / "pages", Path(name) / "paper"
        pages.mkdir()
        paper.mkdir()
        source = given(Path(sys.argv[1])) if sys.argv[1:] else map(made_up, range(PAGES))
        for n, content in enumerate(source):
            mark = f"<!-- {n} -->".encode()
            (pages / f"{n}.html").write_bytes(content + mark)
        (paper / "paper.pdf").write_bytes(made_paper())
        contents = [file.read_bytes() for file in pages.iterdir()]

        start = spent()
        for content in contents:
            trafilatura.bare_extraction(content, favor_precision=True, with_metadata=True)
        bare = spent() - start
        start = spent()
        skipped = read_all(pages)
        ours = spent() - start
        size = sum(map(len, contents)) / len(contents) / 1000
        print(f"{len(contents)} pages of {size:.0f} kB, {skipped} skipped")
        print(f"trafilatura alone      {1000 * bare / len(contents):6.1f} ms a page")
        print(f"briefgen, all in       {1000 * ours / len(contents):6.1f} ms a page")
        print(f"ratio                  {ours / bare:6.2f}")

        start = spent()
        with pypdfium2.PdfDocument(paper / "paper.pdf") as document:
            for page in document:
                page.get_textpage().get_text_range()
            length = len(document)
        bare = spent() - start
        start = spent()
        read_all(paper)
        ours = spent() - start
        print(f"PDF of {length} pages: pypdfium2 alone {bare:.2f} s, briefgen, all in {ours:.2f} s")


main()

"""Papers as PDF: one of three pages with running heads, two columns and hyphens; and scans."""

import io
from collections.abc import Sequence
from functools import cache
from typing import Any

import pypdfium2
from hostile.corpus import one_page
from weasyprint import HTML

STYLE = """
@page { size: A5; margin: 20mm 15mm; @top-center { content: "Larnham Papers 12" }
        @bottom-center { content: counter(page) " of " counter(pages) } }
body { font: 10pt/1.4 "Source Serif 4", serif; hyphens: auto; }
.two { columns: 2; text-align: justify; }
h1 { font-size: 18pt } h2 { font-size: 13pt; break-after: avoid }
"""
PARAGRAPHS = """\
The port authority of Larnham will rebuild the eastern harbour wall, which the storms of two \
winters have undermined. Engineers recommended concrete foundations instead of granite.
Fishermen remember the extraordinary flood of 1987. Their representatives want guarantees that \
the western basin stays open throughout the construction period.
The municipality estimates the expenditure at 14 million euros, of which the government \
contributes one third. Councillors questioned the calculation on several occasions.
“We cannot wait another winter,” said Marguerite Vandermeulen, who presides over the \
neighbourhood association, after the consultation on Thursday evening.
""".splitlines()
ITEMS = ("Concrete foundations for the wall", "A temporary landing place for ferries")


@cache
def make_pdf() -> bytes:
    """Return the paper; the same bytes every time."""
    columns = "".join(f"<p>{text}</p>" for text in PARAGRAPHS * 3)
    items = "".join(f"<p>• {item}</p>" for item in ITEMS)
    page = (
        f"<html lang='en'><head><title>The eastern wall</title><style>{STYLE}</style></head><body>"
        f"<h1>The eastern wall</h1><p>{PARAGRAPHS[0]}</p><h2>What is planned</h2>{items}"
        f"<h2>Background</h2><div class='two'>{columns}</div><h2>Outlook</h2>"
        f"<p>{PARAGRAPHS[2]}</p><p>{PARAGRAPHS[3]}</p></body></html>"
    )
    document: bytes = HTML(string=page).write_pdf()
    return document


def scan(paper: bytes, turned: int = 0, keep: tuple[int, ...] = ()) -> bytes:
    """Return a paper with its pages drawn as pictures at 200 dpi, some kept as they are."""
    made = pypdfium2.PdfDocument.new()
    source = pypdfium2.PdfDocument(paper)
    for number, page in enumerate(source, 1):
        if number in keep:
            made.import_pages(source, [number - 1])
            continue
        picture = page.render(scale=200 / 72, grayscale=True, rotation=(360 - turned) % 360)
        width, height = (edge * 72 / 200 for edge in (picture.width, picture.height))
        sheet = made.new_page(width, height)
        image: Any = pypdfium2.PdfImage.new(made)
        image.set_bitmap(picture)
        image.set_matrix(pypdfium2.PdfMatrix().scale(width, height))
        sheet.insert_obj(image)
        sheet.set_rotation(turned)
        sheet.gen_content()
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def drawn(lines: Sequence[tuple[str, int]], size: int = 11) -> bytes:
    """Return a page of lines of text at font sizes, written with a font of `size` and a matrix."""
    stream = b"BT "
    top = 780
    for words, letters in lines:
        scale = letters / size
        shown = words.encode("cp1252").replace(b"(", b"\\(").replace(b")", b"\\)")
        stream += b"/F %d Tf %f 0 0 %f 72 %d Tm (%s) Tj " % (size, scale, scale, top, shown)
        top -= round(letters * 1.3)
    font = b"/Subtype /Type1 /BaseFont /Helvetica"
    return one_page(stream + b"ET").replace(font, font + b" /Encoding /WinAnsiEncoding")

"""Word files made from a few lines of their own XML."""

import io
import zipfile

import docx
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml

_DOCUMENTS = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ROOT = (
    f"{nsdecls('w')} xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'"
    " xmlns:v='urn:schemas-microsoft-com:vml'"
    " xmlns:wps='http://schemas.microsoft.com/office/word/2010/wordprocessingShape'"
)


def run(text: str, look: str = "") -> str:
    """Return a run; `look` are elements of its properties."""
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*inner: str, look: str = "") -> str:
    """Return a paragraph of runs."""
    return f"<w:p><w:pPr>{look}</w:pPr>{''.join(inner)}</w:p>"


def box(text: str) -> str:
    """Return a run with a text box as Word writes it: a drawing, and the same for old programs."""
    held = f"<w:txbxContent>{paragraph(run(text))}</w:txbxContent>"
    return (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:wsp><wps:txbx>"
        f"{held}</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{held}"
        "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def reference(kind: str, number: int) -> str:
    """Return the mark of a footnote, an endnote or a comment."""
    return f"<w:r><w:{kind}Reference w:id='{number}'/></w:r>"


def word_file(*body: str, styles: str = "", **notes: tuple[str, ...]) -> bytes:
    """Return a file with a body, styles, and footnotes, endnotes or comments, numbered from 1."""
    made = docx.Document()
    root = parse_xml(f"<w:body {_ROOT}>{''.join(body)}</w:body>")
    for n, element in enumerate(list(root)):
        made.element.body.insert(n, element)
    for style in parse_xml(f"<w:styles {_ROOT}>{styles}</w:styles>"):
        made.styles.element.append(style)
    plain = io.BytesIO()
    made.save(plain)
    return _with_notes(plain.getvalue(), notes)


def _with_notes(content: bytes, notes: dict[str, tuple[str, ...]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            text = old.read(entry)
            for name in notes:
                if entry.filename == "[Content_Types].xml":
                    kind = f'ContentType="{_DOCUMENTS}.{name}+xml"'
                    held = f'<Override PartName="/word/{name}.xml" {kind}/></Types>'
                    text = text.replace(b"</Types>", held.encode())
                if entry.filename == "word/_rels/document.xml.rels":
                    target = f'Type="{_RELATIONS}/{name}" Target="{name}.xml"'
                    held = f'<Relationship Id="x{name}" {target}/></Relationships>'
                    text = text.replace(b"</Relationships>", held.encode())
            new.writestr(entry.filename, text)
        for name, held_notes in notes.items():
            one = name.removesuffix("s")
            inner = "".join(
                f"<w:{one} w:id='{n}'>{paragraph(run(text))}</w:{one}>"
                for n, text in enumerate(held_notes, 1)
            )
            line = f"<w:{one} w:id='0' w:type='separator'>{paragraph(run('line'))}</w:{one}>"
            new.writestr(f"word/{name}.xml", f"<w:{name} {_ROOT}>{line}{inner}</w:{name}>")
    return out.getvalue()

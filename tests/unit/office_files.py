"""Office files made from a few lines of their own XML."""

import io
import zipfile

ODT = "application/vnd.oasis.opendocument.text"
_SPACES = "".join(
    f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in {
        "office": "office", "text": "text", "table": "table", "draw": "drawing", "style": "style",
        "fo": "xsl-fo-compatible", "meta": "meta",
    }.items()
)  # fmt: skip
_SPACES += ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'


def packed(parts: dict[str, bytes | str]) -> bytes:
    """Return an archive of parts in their order; the first one is not compressed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for n, (name, content) in enumerate(parts.items()):
            archive.writestr(name, content, zipfile.ZIP_DEFLATED if n else zipfile.ZIP_STORED)
    return out.getvalue()


def open_text(body: str, styles: str = "", manifest: str = "", declared: str = "") -> bytes:
    """Return an OpenDocument text with a body and automatic styles."""
    return _opened("text", body, styles, manifest, declared)


def open_sheet(body: str, styles: str = "") -> bytes:
    """Return an OpenDocument file of sheets."""
    return _opened("spreadsheet", body, styles)


def _opened(kind: str, body: str, styles: str, manifest: str = "", declared: str = "") -> bytes:
    return packed(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{kind}",
            "content.xml": f'{declared}<office:document-content{_SPACES} office:version="1.3">'
            f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:{kind}>"
            f"{body}</office:{kind}></office:body></office:document-content>",
            "META-INF/manifest.xml": f"<manifest>{manifest}</manifest>",
        }
    )


def book(*chapters: str, entries: dict[str, bytes] | None = None, spine: str = "") -> bytes:
    """Return an e-book of the bodies of its chapters, with parts added, or named in its spine."""
    names = [f"c{n}" for n in range(1, len(chapters) + 1)]
    kind = "application/xhtml+xml"
    items = "".join(f'<item id="{n}" href="{n}.xhtml" media-type="{kind}"/>' for n in names)
    refs = "".join(f'<itemref idref="{n}"/>' for n in names)
    page = '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>'
    root = '<rootfile full-path="E/p.opf"/>'
    return packed(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:'
            f'container"><rootfiles>{root}</rootfiles></container>',
            "E/p.opf": '<package xmlns="http://www.idpf.org/2007/opf"><manifest>'
            f'{items}<item id="gone" href="gone.xhtml" media-type="{kind}"/></manifest>'
            f"<spine>{refs}{spine}</spine></package>",
            **{
                f"E/{n}.xhtml": f"{page}{one}</body></html>"
                for n, one in zip(names, chapters, strict=True)
            },
            **(entries or {}),
        }
    )

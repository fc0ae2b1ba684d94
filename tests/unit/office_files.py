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
    return packed(
        {
            "mimetype": ODT,
            "content.xml": f'{declared}<office:document-content{_SPACES} office:version="1.3">'
            f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:text>"
            f"{body}</office:text></office:body></office:document-content>",
            "META-INF/manifest.xml": f"<manifest>{manifest}</manifest>",
        }
    )

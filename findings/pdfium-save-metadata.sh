#!/usr/bin/env bash
# pypdfium2 5.15.2: a PDF that PDFium saves again has metadata that no reader can read.
#
# Guess: opening a PDF and saving it, with nothing changed, keeps its XMP metadata: what marks it as
#   PDF/UA or PDF/A, among others.
# Seen: the metadata stream is written as it was packed (deflated), but its /Filter is gone: whoever
#   reads it finds the packed bytes in place of XML, and a validator finds no mark. A stream that was
#   not packed comes through whole.
# Input: an empty page with metadata, made below, valid.
# Exit status: 0 while it is so, 1 when it is otherwise.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check pypdfium2==5.15.2 pypdf==7.1.1
"$folder/env/bin/python" - <<'PYTHON'
import io
import sys
import zlib

import pypdfium2
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, StreamObject

XMP = (
    '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description '
    'xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/></rdf:RDF></x:xmpmeta>'
    '<?xpacket end="r"?>'
).encode()


def paper(*, packed: bool) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    stream = StreamObject()
    stream.set_data(XMP)
    stream = stream.flate_encode() if packed else stream
    stream[NameObject("/Type")], stream[NameObject("/Subtype")] = map(NameObject, ("/Metadata", "/XML"))
    writer.root_object[NameObject("/Metadata")] = writer._add_object(stream)
    held = io.BytesIO()
    writer.write(held)
    return held.getvalue()


def metadata(content: bytes) -> bytes:
    return PdfReader(io.BytesIO(content)).trailer["/Root"]["/Metadata"].get_data()


def saved(content: bytes) -> bytes:
    held = io.BytesIO()
    with pypdfium2.PdfDocument(content) as document:
        document.save(held)
    return held.getvalue()


plain, packed = metadata(saved(paper(packed=False))), metadata(saved(paper(packed=True)))
print("before:", metadata(paper(packed=True))[:40])
print("not packed, saved:", plain[:40])
print("packed, saved:", packed[:40])
same = plain == XMP and packed != XMP and zlib.decompress(packed) == XMP
print("as described" if same else "NOT as described: the behaviour has changed")
sys.exit(0 if same else 1)
PYTHON

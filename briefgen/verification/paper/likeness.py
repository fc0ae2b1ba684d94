"""Whether two PDFs are one document: all that is in them, however it is stored.

Programs that save a PDF again number its objects anew, pack them otherwise and order them as they
like; what a reader sees, hears or follows stays the same, object by object from the root on.
"""

import io
from collections.abc import Iterator, Sequence

from lxml import etree
from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    IndirectObject,
    NullObject,
    StreamObject,
    TextStringObject,
)

from briefgen.verification.paper.signed import without_signature

Path = tuple[str, ...]
"""Keys and positions from the root of a document to a place in it."""

_STORED = frozenset(["/Length", "/Filter", "/DecodeParms", "/Version", "/Extensions"])
"""Keys that say how something is stored, or where it hangs."""

_NEAR = 1e-3
"""Numbers this near are one: programs that save a file again round them."""

_ENOUGH = 5
_PLACES = {
    "/OpenAction": "what it does when it is opened",
    "/Outlines": "its outline",
    "/StructTreeRoot": "its structure for screen readers",
    "/Metadata": "its metadata",
    "/Names": "its attachments or named places",
    "/AF": "its attachments",
    "/Info": "its metadata",
}
_ON_A_PAGE = {
    "/Contents": "what is printed on it",
    "/Annots": "its links or notes",
    "/Resources": "its fonts or pictures",
}


def differences(given: bytes, made: bytes) -> tuple[str, ...]:
    """Say where a PDF is not the other one, in words; nothing where they are one document.

    At most five are named. Raises ValueError for one that cannot be read.
    """
    found: dict[str, None] = {}
    try:
        for path in _unlike(_roots(given), _roots(made)):
            found[_told(path)] = None
            if len(found) == _ENOUGH:
                break
    except (PyPdfError, RecursionError, KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"no readable PDF: {error}") from error
    return tuple(found)


def _roots(content: bytes) -> DictionaryObject:
    reader = PdfReader(io.BytesIO(content), strict=False)
    if reader.is_encrypted:
        reader.decrypt("")
    top = reader.trailer
    kept = {name: top[name] for name in ("/Root", "/Info") if name in top}
    return without_signature(DictionaryObject(kept))


def _unlike(given: object, made: object) -> Iterator[Path]:
    """Yield the places where two documents differ, the first ones first."""
    seen: set[tuple[object, object]] = set()
    left: list[tuple[Path, object, object]] = [((), given, made)]
    while left:
        path, one, other = left.pop()
        pair = (_name(one), _name(other))
        if pair in seen:
            continue
        if None not in pair:
            seen.add(pair)
        one, other = _held(one), _held(other)
        if isinstance(one, DictionaryObject) and isinstance(other, DictionaryObject):
            keys = {key for key in (*one, *other) if key not in _STORED}
            yield from ((*path, key) for key in sorted(keys) if (key in one) != (key in other))
            shared = sorted((key for key in keys if key in one and key in other), key=_turn)
            left += [((*path, key), one.raw_get(key), other.raw_get(key)) for key in shared[::-1]]
            if _content(one) != _content(other) and not _are_xml_alike(one, other):
                yield path
        elif isinstance(one, ArrayObject) and isinstance(other, ArrayObject):
            if len(one) != len(other):
                yield path
            both = list(enumerate(zip(_raw(one), _raw(other), strict=False)))
            left += [((*path, str(n)), first, second) for n, (first, second) in both[::-1]]
        elif not _same(one, other):
            yield path


def _name(value: object) -> object:
    return (value.idnum, value.generation) if isinstance(value, IndirectObject) else None


def _held(value: object) -> object:
    while isinstance(value, IndirectObject):
        value = value.get_object()
    return None if isinstance(value, NullObject) else value


def _raw(array: ArrayObject) -> Sequence[object]:
    return list.copy(array)


def _content(value: DictionaryObject) -> bytes:
    return value.get_data() if isinstance(value, StreamObject) else b""


def _turn(key: str) -> tuple[bool, str]:
    """Put pages first: what is on them is named as theirs, though other things point there."""
    return key != "/Pages", key


def _are_xml_alike(one: DictionaryObject, other: DictionaryObject) -> bool:
    """Tell whether two streams of metadata say the same, wrapped by different programs."""
    if not one.get("/Type") == other.get("/Type") == "/Metadata":
        return False
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_blank_text=True, remove_pis=True
    )
    try:
        trees = [etree.fromstring(_content(held), parser) for held in (one, other)]
    except etree.XMLSyntaxError:
        return False
    first, second = (etree.tostring(tree, method="c14n2", strip_text=True) for tree in trees)
    return bool(first == second)


def _same(one: object, other: object) -> bool:
    texts = (TextStringObject, ByteStringObject)
    if isinstance(one, texts) and isinstance(other, texts):
        return one.original_bytes == other.original_bytes or one == other
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other or one == other
    if isinstance(one, int | float) and isinstance(other, int | float):
        return abs(float(one) - float(other)) <= _NEAR
    return one == other


def _told(path: Path) -> str:
    """Say in words which part of a document a place is in."""
    top = path[1] if len(path) > 1 else path[0] if path else ""
    if top != "/Pages":
        return _PLACES.get(top, _PLACES.get(path[0] if path else "", f"its entry {top}"))
    if path[-1] in ("/Kids", "/Count"):
        return "the number of its pages"
    number = next((int(part) for part in path[2:] if part.isdigit()), 0) + 1
    what = next((_ON_A_PAGE[part] for part in path if part in _ON_A_PAGE), "its size or frame")
    return f"page {number}: {what}"

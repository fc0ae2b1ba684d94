"""The signature of a PDF set aside, where it shows and does nothing: the rest was signed."""

from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

_FORM = frozenset(["/Fields", "/SigFlags"])
_FIELD = frozenset(["/Type", "/Subtype", "/FT", "/T", "/F", "/Rect", "/P", "/V"])
_VALUE = frozenset(
    ["/Type", "/Filter", "/SubFilter", "/Contents", "/ByteRange", "/M", "/Reference"]
)
_RIGHTS = frozenset(["/DocMDP"])
"""All that the entries of one signature may have: nothing here is seen, heard or followed."""


def without_signature(roots: DictionaryObject) -> DictionaryObject:
    """Return the roots of a document without its one signature, where nobody can see that.

    A form or a signature that could show or do more stays where it is.
    """
    root = _dictionary(roots.get("/Root"))
    form = _dictionary(root.get("/AcroForm"))
    fields = form.get("/Fields")
    held = list.copy(fields) if isinstance(fields, ArrayObject) else []
    if set(form) != _FORM or len(held) != 1 or not _is_unseen(_dictionary(held[0])):
        return roots
    if not set(_dictionary(root.get("/Perms"))) <= _RIGHTS:
        return roots
    page = _dictionary(_dictionary(held[0]).get("/P"))
    notes = page.get("/Annots")
    if not isinstance(notes, ArrayObject):
        return roots
    left = ArrayObject(one for one in list.copy(notes) if one != held[0])
    del root["/AcroForm"], page["/Annots"]
    root.pop("/Perms", None)
    if left:
        page.update({"/Annots": left})
    return roots


def _is_unseen(field: DictionaryObject) -> bool:
    """Tell whether a field is a signature that takes up no room, and brings nothing with it."""
    rectangle = field.get("/Rect")
    return (
        set(field) <= _FIELD
        and field.get("/FT") == "/Sig"
        and isinstance(rectangle, ArrayObject)
        and not any(rectangle)
        and set(_dictionary(field.get("/V"))) <= _VALUE
    )


def _dictionary(value: object) -> DictionaryObject:
    held = value.get_object() if isinstance(value, IndirectObject) else value
    return held if isinstance(held, DictionaryObject) else DictionaryObject()

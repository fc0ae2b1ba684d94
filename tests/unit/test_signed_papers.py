"""PDFs compared object by object, and the signature that shows and does nothing set aside."""

import io
from collections.abc import Callable

import pytest
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    ByteStringObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NullObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

from briefgen.verification.paper.likeness import differences
from briefgen.verification.paper.paper import attached_path
from briefgen.verification.paper.signed import without_signature

Names = dict[str, object]


def named(values: Names) -> DictionaryObject:
    return DictionaryObject({NameObject(key): value for key, value in values.items()})


def paper(change: Callable[[PdfWriter], object] = id, pages: int = 3) -> bytes:
    """Return a paper of some empty pages, with a change."""
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(200, 300)
    change(writer)
    held = io.BytesIO()
    writer.write(held)
    return held.getvalue()


def of_root(name: str, value: object) -> bytes:
    return paper(lambda writer: writer.root_object.update({NameObject(name): value}))


def of_page(number: int, name: str, value: object) -> bytes:
    return paper(lambda writer: writer.pages[number].update({NameObject(name): value}))


PLAIN = paper()


def test_a_paper_is_like_itself() -> None:
    assert differences(PLAIN, paper()) == ()


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("/OpenAction", "what it does when it is opened"),
        ("/Outlines", "its outline"),
        ("/StructTreeRoot", "its structure for screen readers"),
        ("/Metadata", "its metadata"),
        ("/Names", "its attachments or named places"),
        ("/AF", "its attachments"),
        ("/Lang", "its entry /Lang"),
    ],
)
def test_a_part_that_only_one_has_is_named(name: str, told: str) -> None:
    changed = of_root(name, named({"/X": NumberObject(1)}))
    assert differences(changed, PLAIN) == differences(PLAIN, changed) == (told,)
    other = of_root(name, named({"/X": NumberObject(2)}))
    assert differences(changed, other) == (told,)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("/Contents", "what is printed on it"),
        ("/Annots", "its links or notes"),
        ("/Resources", "its fonts or pictures"),
        ("/Rotate", "its size or frame"),
    ],
)
@pytest.mark.parametrize("number", [0, 2])
def test_a_difference_on_a_page_names_the_page(name: str, told: str, number: int) -> None:
    value: object = named({"/X": NumberObject(90)})
    if name == "/Rotate":
        value = NumberObject(90)
    assert differences(of_page(number, name, value), PLAIN) == (f"page {number + 1}: {told}",)


def test_another_number_of_pages_is_named_as_such() -> None:
    assert differences(paper(pages=2), PLAIN) == ("the number of its pages",)


def test_five_differences_are_told_and_no_more() -> None:
    def many(writer: PdfWriter, number: int) -> None:
        for n in range(number):
            writer.root_object[NameObject(f"/X{n}")] = NumberObject(1)

    for number, told in ((4, 4), (5, 5), (7, 5)):
        found = differences(paper(lambda w, n=number: many(w, n)), PLAIN)  # type: ignore[misc]
        assert len(found) == told


STREAM = StreamObject()
STREAM.set_data(b"words")


def stored(data: bytes, kind: str = "/X") -> StreamObject:
    held = StreamObject()
    held.set_data(data)
    held[NameObject("/Type")] = NameObject(kind)
    return held


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (NumberObject(1), FloatObject("1.0009")),
        (TextStringObject("a"), ByteStringObject(b"a")),
        (NullObject(), NullObject()),
        (BooleanObject(True), BooleanObject(True)),
        (ArrayObject([NumberObject(1)]), ArrayObject([NumberObject(1)])),
        (named({"/Length": NumberObject(1)}), named({})),
        (stored(b"words"), stored(b"words")),
        (stored(b"<x>a</x>", "/Metadata"), stored(b"<?p ?><x> a\n</x>", "/Metadata")),
    ],
    ids=str,
)
def test_the_same_however_it_is_stored(one: object, other: object) -> None:
    assert differences(of_root("/X", one), of_root("/X", other)) == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (NumberObject(1), FloatObject("1.0021")),
        (NumberObject(1), NumberObject(-1)),
        (TextStringObject("a"), TextStringObject("b")),
        (NumberObject(1), TextStringObject("1")),
        (BooleanObject(True), BooleanObject(False)),
        (BooleanObject(True), NumberObject(1)),
        (ArrayObject([NumberObject(1)]), ArrayObject([NumberObject(2)])),
        (ArrayObject([NumberObject(1)]), ArrayObject([NumberObject(1), NumberObject(1)])),
        (ArrayObject([]), named({})),
        (named({"/Y": NumberObject(1)}), named({})),
        (stored(b"words"), stored(b"Words")),
        (stored(b"<x>a</x>"), stored(b"<x> a </x>")),
        (stored(b"<x>a</x>", "/Metadata"), stored(b"<x>b</x>", "/Metadata")),
        (stored(b"<x>a", "/Metadata"), stored(b"<x>a</x>", "/Metadata")),
    ],
    ids=str,
)
def test_another_value_is_a_difference(one: object, other: object) -> None:
    assert differences(of_root("/X", one), of_root("/X", other)) == ("its entry /X",)


def test_what_comes_behind_a_difference_is_compared_too() -> None:
    first = ArrayObject([NumberObject(1), named({"/Y": NumberObject(1)}), NumberObject(1)])
    second = ArrayObject([NumberObject(1), named({"/Y": NumberObject(1)}), NumberObject(2)])
    assert differences(of_root("/X", first), of_root("/X", second))


def test_no_pdf_is_refused() -> None:
    with pytest.raises(ValueError, match="no readable PDF"):
        differences(b"nothing", PLAIN)


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("brief.json", "brief.json"),
        ("S3.txt", "sources/S3.txt"),
        ("earlier-S3.txt", "earlier/S3.txt"),
        ("earlier-x.json", "earlier-x.json"),
    ],
)
def test_what_is_attached_has_its_place_in_the_folder(name: str, path: str) -> None:
    assert attached_path(name) == path


# The signature


def roots(**changes: Names) -> DictionaryObject:
    """Return the roots of a signed paper, with other entries of some of its parts."""
    value = named(
        {"/Type": NameObject("/Sig"), "/Contents": ByteStringObject(b"x")}
        | changes.get("value", {})
    )
    page = named({"/Type": NameObject("/Page")})
    field = named(
        {"/FT": NameObject("/Sig"), "/T": TextStringObject("s"), "/V": value, "/P": page,
         "/Rect": ArrayObject([NumberObject(0)] * 4)} | changes.get("field", {})
    )  # fmt: skip
    for name in [key for key, held in field.items() if held is None]:
        del field[name]
    note = named({"/Subtype": NameObject("/Link")})
    page[NameObject("/Annots")] = ArrayObject([note, field])
    page.update(named(changes.get("page", {})))
    form = named(
        {"/Fields": ArrayObject([field]), "/SigFlags": NumberObject(3)} | changes.get("form", {})
    )
    root = {"/AcroForm": form, "/Perms": named({"/DocMDP": value}), "/Pages": page}
    return named({"/Root": named(root | changes.get("root", {}))})


def root_of(held: DictionaryObject) -> DictionaryObject:
    root = held["/Root"]
    assert isinstance(root, DictionaryObject)
    return root


def test_a_signature_that_nobody_sees_is_set_aside_and_all_else_stays() -> None:
    left = root_of(without_signature(roots()))
    assert set(left) == {"/Pages"}
    page = left["/Pages"]
    assert isinstance(page, DictionaryObject)
    assert [one["/Subtype"] for one in page["/Annots"]] == ["/Link"]  # type: ignore[attr-defined]


def test_a_page_without_other_notes_has_none_left() -> None:
    held = roots()
    page = root_of(held)["/Pages"]
    assert isinstance(page, DictionaryObject)
    del page["/Annots"][0]  # type: ignore[attr-defined]
    assert "/Annots" not in root_of(without_signature(held))["/Pages"]  # type: ignore[operator]


def test_a_signature_without_rights_is_set_aside_too() -> None:
    held = roots()
    del root_of(held)["/Perms"]
    assert set(root_of(without_signature(held))) == {"/Pages"}


@pytest.mark.parametrize(
    "changes",
    [
        {"form": {"/XFA": NumberObject(1)}},
        {"form": {"/Fields": ArrayObject([])}},
        {"form": {"/Fields": ArrayObject([named({}), named({})])}},
        {"form": {"/Fields": NumberObject(1)}},
        {"field": {"/AP": named({})}},
        {"field": {"/FT": NameObject("/Tx")}},
        {"field": {"/Rect": ArrayObject([NumberObject(0), NumberObject(9)])}},
        {"field": {"/Rect": NumberObject(0)}},
        {"value": {"/Prop_Build": named({})}},
        {"page": {"/Annots": NumberObject(1)}},
        {"root": {"/Perms": named({"/UR3": named({})})}},
        {"root": {"/AcroForm": NumberObject(1)}},
    ],
    ids=str,
)
def test_a_signature_that_could_show_or_do_more_stays(changes: dict[str, Names]) -> None:
    held = roots(**changes)
    before = set(root_of(held))
    assert set(root_of(without_signature(held))) == before
    assert "/AcroForm" in before

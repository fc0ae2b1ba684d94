"""The faces a PDF is set in: the shipped ones, a further folder, and boxes for the rest."""

import os
import shutil
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from tempfile import TemporaryDirectory

from briefgen.errors import RenderError
from briefgen.model.protection import COVER

FACES = (
    ("font_source_serif_pro", "SourceSerifPro", ("Regular", "It", "Semibold", "SemiboldIt")),
    ("font_source_sans_pro", "SourceSansPro", ("Regular", "Semibold", "Bold")),
)
"""The faces a page may use: package, how its file names begin, how they end."""

_FONTS_CONF = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><dir>{folder}</dir><cachedir>{folder}/cache</cachedir></fontconfig>
"""

_SUFFIXES = (".ttf", ".otf", ".ttc")

_FULL = ((0, -160), (0, 760), (600, 760), (600, -160))
"""Corners of what stands for a character of hidden words: side by side they are one bar."""

_UNITS = 1000
"""Units of an em in the face of boxes."""


@contextmanager
def only_our_fonts(further: str = "") -> Iterator[Path]:
    """Hide the machine's own fonts, so that every machine draws the same pages.

    Yields a folder that holds the shipped faces and those of the folder `further`.
    Fontconfig reads the environment when WeasyPrint is imported and for each font
    configuration. Raises RenderError when `further` has no font.
    """
    before = os.environ.get("FONTCONFIG_FILE")
    with TemporaryDirectory(prefix="briefgen-") as name:
        folder = Path(name)
        for package, family, styles in FACES:
            files = resources.files(package) / "files"
            for style in styles:
                face = files / f"{family}-{style}.ttf"
                (folder / face.name).write_bytes(face.read_bytes())
        for path in further_fonts(further):
            shutil.copyfile(path, folder / path.name)
        conf = folder / "fonts.conf"
        conf.write_text(_FONTS_CONF.format(folder=folder), encoding="utf-8")
        os.environ["FONTCONFIG_FILE"] = str(conf)
        try:
            yield folder
        finally:
            if before is None:
                del os.environ["FONTCONFIG_FILE"]
            else:
                os.environ["FONTCONFIG_FILE"] = before


def further_fonts(folder: str) -> list[Path]:
    """Return the font files of a folder, "" for none. Raises RenderError when it has no font."""
    if not folder:
        return []
    try:
        found = sorted(p for p in Path(folder).rglob("*") if p.suffix.lower() in _SUFFIXES)
    except OSError as error:
        raise RenderError(f"{folder}: {error.strerror}") from error
    if not found:
        raise RenderError(f"pdf.fonts: {folder} holds no font ({', '.join(_SUFFIXES)})")
    return found


def missing_characters(text: str, folder: Path) -> tuple[str, ...]:
    """Return the characters of a text that no face in the folder can draw."""
    drawn: set[int] = set()
    for face in sorted(folder.iterdir()):
        if face.suffix.lower() in _SUFFIXES:
            drawn |= _covered(face)
    return tuple(
        character
        for character in sorted(set(text))
        if ord(character) not in drawn and unicodedata.category(character)[0] not in "CZ"
    )


def name_character(character: str) -> str:
    """Name a character as the Unicode standard does: "U+4EAC CJK UNIFIED IDEOGRAPH-4EAC"."""
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".rstrip()


def draw_boxes(characters: Sequence[str], folder: Path) -> None:
    """Add a face that draws a box for each of these characters, a full one for hidden words.

    Without it they would have no glyph at all, which no archive or accessible PDF may hold
    (ISO 14289-1, 7.21.8); with it their text can still be copied.
    """
    from fontTools.fontBuilder import FontBuilder  # noqa: PLC0415
    from fontTools.pens.ttGlyphPen import TTGlyphPen  # noqa: PLC0415

    names = [f"box{ord(character):04X}" for character in characters]
    pen = TTGlyphPen(None)
    for corners in (
        ((60, 0), (60, 700), (540, 700), (540, 0)),
        ((110, 50), (490, 50), (490, 650), (110, 650)),
    ):
        pen.moveTo(corners[0])
        for corner in corners[1:]:
            pen.lineTo(corner)
        pen.closePath()
    box = pen.glyph()
    for corner, draw in zip(_FULL, (pen.moveTo, *(pen.lineTo,) * 3), strict=True):
        draw(corner)
    pen.closePath()
    shapes = {f"box{ord(COVER):04X}": pen.glyph()}
    builder = FontBuilder(_UNITS, isTTF=True)
    builder.setupGlyphOrder([".notdef", *names])
    builder.setupCharacterMap(dict(zip(map(ord, characters), names, strict=True)))
    builder.setupGlyf({name: shapes.get(name, box) for name in (".notdef", *names)})
    bearings = {name: 0 if name in shapes else 60 for name in (".notdef", *names)}
    builder.setupHorizontalMetrics({name: (600, left) for name, left in bearings.items()})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Briefgen Boxes", "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=800, sTypoDescender=-200, usWinAscent=800, usWinDescent=200)
    builder.setupPost()
    builder.updateHead(created=0, modified=0)
    builder.font.recalcTimestamp = False
    builder.save(folder / "briefgen-boxes.ttf")


def _covered(face: Path) -> set[int]:
    """Return the code points that a font file has a glyph for."""
    from fontTools.ttLib import TTCollection, TTFont, TTLibError  # noqa: PLC0415

    try:
        if face.suffix.lower() == ".ttc":
            with TTCollection(face, lazy=True) as collection:
                return {code for font in collection for code in font.getBestCmap()}
        with TTFont(face, lazy=True) as font:
            return set(font.getBestCmap())
    except TTLibError as error:
        raise RenderError(f"{face.name}: no usable font: {error}") from error

"""Folds names, so that ways to write one name become alike."""

import re
import unicodedata

_STROKED: dict[str, str | int | None] = {
    "Ø": "O", "ø": "o", "Ł": "L", "ł": "l", "Đ": "D", "đ": "d", "Ħ": "H", "ħ": "h", "ı": "i",
    "Æ": "Ae", "æ": "ae", "Œ": "Oe", "œ": "oe", "Þ": "Th", "þ": "th", "Ð": "D", "ð": "d",
}  # fmt: skip
"""Letters with a stroke or joined ones, which Unicode does not take apart."""

_ALIKE = str.maketrans(
    {
        **dict.fromkeys("‘’`´ʹʼ", "'"),
        **dict.fromkeys("-‐‑–\u00a0\t\n", " "),
        **dict.fromkeys("ʻʾʿ.\u200b\u200c\u200d", ""),
        **_STROKED,
    }
)
_ARTICLE = re.compile(r"^the ")


def fold(text: str) -> str:
    """Return `text` without case, accents, full stops, hyphens and a leading "the"."""
    return _ARTICLE.sub("", " ".join(without_accents(text.translate(_ALIKE)).casefold().split()))


def without_accents(text: str) -> str:
    """Return `text` with bare letters; case, blanks and marks stay."""
    plain = unicodedata.normalize("NFKD", text.translate(str.maketrans(_STROKED)))
    return "".join(c for c in plain if not unicodedata.combining(c))

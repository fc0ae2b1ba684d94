"""Folds names, so that ways to write one name become alike."""

import re
import unicodedata

_ALIKE = str.maketrans(
    {**dict.fromkeys("‘’ʼ`", "'"), **dict.fromkeys("-‐‑–\u00a0\t\n", " "), ".": ""}
)
_ARTICLE = re.compile(r"^the ")


def fold(text: str) -> str:
    """Return `text` without case, accents, full stops, hyphens and a leading "the"."""
    plain = unicodedata.normalize("NFKD", text.translate(_ALIKE))
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    return _ARTICLE.sub("", " ".join(letters.casefold().split()))

"""Words that limit or deny what was said: which they are, and how far they reach."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from briefgen.model.spans import Span

_STOP = re.compile(r"(?<![.!?…])[.!?…]+[\"”’')\]]*(?=\s|$)")
_SHORTENED = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|St|Gen|Col|Lt|Sgt|Sen|Rep|Gov|Prof|Rev|Hon|[A-Z])\.$")
_LONGEST_SHORTENED = len("Prof.")
_ENDS = frozenset(".!?…")


def limits(words: str, *, anew: bool) -> bool:
    """Tell whether words take back or limit what was said before them.

    `anew` tells that they begin a sentence, in which "if" has a main clause of its own.
    """
    kinds = ["sentences", *(["fragments"] if "," not in words else [])] if anew else ["clauses"]
    opener = any(_begins(kind).match(words) for kind in kinds)
    return opener and not _begins("adding").match(words)


def denies(words: str) -> bool:
    """Tell whether words hold a negation, a doubt or a condition."""
    return _within().search(words) is not None


def turns(words: str) -> bool:
    """Tell whether words hold anything that denies or limits, so that none may hide them."""
    return denies(words) or any(
        limits(words[place.start() :], anew=False) for place in re.finditer(r"\b\w", words)
    )


def limitation(text: str, span: Span) -> Span | None:
    """Return the rest of a sentence from the first words in it that limit it or deny something.

    None where there are none.
    """
    for place in re.finditer(r"\b\w", span.of(text)):
        rest = Span(span.start + place.start(), span.end)
        if limits(rest.of(text), anew=False):
            return rest
    return span if denies(span.of(text)) else None


def is_finished(text: str, end: int) -> bool:
    """Tell whether a sentence is at its end here, before or behind its stop."""
    return text[max(0, end - 1) : end] in _ENDS or text[end : end + 1] in _ENDS


def sentence_end(text: str, span: Span) -> int:
    """Return where the first sentence of a stretch ends."""
    for stop in _STOP.finditer(text, span.start, span.end):
        start = max(span.start, stop.end() - _LONGEST_SHORTENED)
        if not _SHORTENED.search(text, start, stop.end()):
            return stop.end()
    return span.end


def sentence_start(text: str, span: Span) -> int:
    """Return where the last sentence of a stretch begins."""
    start = span.start
    while start < span.end and (end := sentence_end(text, Span(start, span.end))) < span.end:
        start = end
    return start


def worded(text: str, start: int, end: int) -> Span | None:
    """Return the words of a stretch without what stands round them; None where it has none."""
    words = text[start:end]
    bare = re.sub(r"^[\W_]+", "", words)
    if not bare:
        return None
    right = len(words.rstrip(" \n\t,;:—–-“”\"'’‘"))
    return Span(end - len(bare), start + right)


@cache
def _begins(kind: str) -> re.Pattern[str]:
    return re.compile(rf"[\W_]*(?:{_listed(kind)})\b", re.IGNORECASE)


@cache
def _within() -> re.Pattern[str]:
    words = f"{_listed('negations')}|{_listed('doubts')}"
    return re.compile(rf"\b(?:{words})\b|n['’]t\b", re.IGNORECASE)


def _listed(kind: str) -> str:
    words = sorted(_table()[kind], key=lambda one: (-len(one), one))
    return "|".join(re.escape(one).replace(r"\ ", r"\s+") for one in words)


@cache
def _table() -> dict[str, list[str]]:
    data = files(__package__).joinpath("data/reservations.toml").read_text("utf-8")
    return tomllib.loads(data)

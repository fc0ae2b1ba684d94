"""The words that pages carry besides their text: widgets, phrases, comments; lists in data."""

import re
import tomllib
from importlib.resources import files

_LISTS = tomllib.loads(files("briefgen.clean").joinpath("data/phrases.toml").read_text("utf-8"))

SMALL_WORDS = frozenset(_LISTS["small_words"])
TAGS = "|".join(_LISTS["tags"])
OPENERS, LETTERED = tuple(_LISTS["openers"]), tuple(_LISTS["lettered"])
POINTERS, MARKED_POINTERS = tuple(_LISTS["pointers"]), tuple(_LISTS["marked_pointers"])
OPENING_NOUNS = tuple(_LISTS["opening_nouns"])
PICTURE_AGENCIES = tuple(_LISTS["picture_agencies"])
_WIDGET = re.compile("|".join(_LISTS["widgets"]), re.IGNORECASE)
_SENTENCE = re.compile("|".join(f"(?:{one})" for one in _LISTS["sentences"]), re.IGNORECASE)
_COMMENTS = re.compile("|".join(f"(?:{one})" for one in _LISTS["comments"]), re.IGNORECASE)
_SIGNED = re.compile("|".join(f"(?:{one})" for one in _LISTS["signed"]))
_ENDS = " \t\n.…!»>|·•*-"


def is_widget(words: str) -> bool:
    """Tell a block that is a button, a label or a menu's line, and nothing else."""
    bare = words.strip(_ENDS)
    return not bare or bool(_WIDGET.fullmatch(bare))


def is_phrase(sentence: str) -> bool:
    """Tell a sentence by which a page speaks of itself, its maker or to its reader."""
    return bool(_SENTENCE.match(sentence.lstrip(_ENDS)))


def begins_comments(words: str) -> bool:
    """Tell a line after which readers speak."""
    return bool(_COMMENTS.match(words.strip(" \t\n|·•*-")))


def is_signed(words: str) -> bool:
    """Tell the line that a reader's comment is signed with: a name, a day and a time."""
    return bool(_SIGNED.match(words.strip(" \t\n|·•*-")))

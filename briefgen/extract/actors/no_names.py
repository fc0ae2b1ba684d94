"""Tells by its surroundings when what looks like a name names no actor."""

from briefgen.extract.actors.titles import Ground, is_among
from briefgen.extract.tokens import Tokens
from briefgen.model.text import BlockKind

_VESSELS = frozenset({"MV", "MT", "USS", "HMS", "RMS", "SS"})
_CALLING = frozenset({"like", "as", "called", "named", "dubbed", "titled"})


def is_no_name(ground: Ground, start: int, end: int) -> bool:
    """Tell whether the capitals of these tokens have another reason than naming an actor."""
    tokens = ground.doc[start:end]
    return (
        _is_label(ground, start, end)
        or _is_kind_of_body(tokens)
        or _is_called_so(tokens)
        or _qualifies_thing(tokens)
        or _is_named_thing(tokens)
    )


def _is_label(ground: Ground, start: int, end: int) -> bool:
    """Tell whether a name is all there is before a colon that opens an item of a list."""
    doc = ground.doc
    opens = ground.passage.block.kind is BlockKind.ITEM and start == 0
    return opens and doc[end : end + 1].text == ":"


def _is_kind_of_body(tokens: Tokens) -> bool:
    """Tell whether an article says that one of many is meant ("a Community Council")."""
    before = tokens.doc[tokens.start - 1 : tokens.start].text.lower()
    compound = tokens.root.dep_ in {"compound", "nmod", "poss"}
    return before in {"a", "an"} and not compound and len(tokens) > 1


def _is_called_so(tokens: Tokens) -> bool:
    """Tell whether quotation marks hold a name alone, of what is called no body ("drills like")."""
    doc, start = tokens.doc, tokens.start
    marked = start and doc[start - 1].text == doc[tokens.end : tokens.end + 1].text == '"'
    lead = start - 2
    while lead > 0 and doc[lead].lower_ in _CALLING:
        lead -= 1
    if not marked:
        return False
    if lead < 0 or not doc[lead].is_lower:
        return True
    return not (is_among(doc[lead], "bodies") or is_among(doc[lead], "organisation_words"))


def _qualifies_thing(tokens: Tokens) -> bool:
    """Tell whether one word only says what kind of thing follows ("an ABC card")."""
    after = tokens.doc[tokens.end : tokens.end + 1]
    return len(tokens) == 1 and bool(after) and after[0].is_lower and is_among(after[0], "things")


def _is_named_thing(tokens: Tokens) -> bool:
    """Tell whether it is a ship, film or book that is named ("the ferry X", "MV X")."""
    before = tokens.doc[tokens.start - 1 : tokens.start]
    titled = bool(before) and before[0].is_lower and is_among(before[0], "named_things")
    storm = bool(before) and is_among(before[0], "storms")
    return titled or storm or is_among(tokens[0], "storms") or tokens[0].text in _VESSELS

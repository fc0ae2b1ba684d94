"""Whether two statements are about others, by the names in them."""

import re
from collections.abc import Mapping

from briefgen.merge.claims import Unit, apart
from briefgen.model.text import Document

_NAME = re.compile(r"(?<=[\w,”’)] )(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b)[A-Z]\w+")
"""A word with a capital that does not begin the sentence."""


def differ(a: Unit, b: Unit, documents: Mapping[str, Document]) -> bool:
    """Tell whether units name other actors or days, or have names and none in common.

    Not every name is a known actor's; where two units share an actor, names decide nothing.
    """
    if apart(a, b) or a.actors & b.actors:
        return apart(a, b)
    one, other = (
        set(_NAME.findall(unit.statement.span.of(documents[unit.source].text))) for unit in (a, b)
    )
    return bool(one) and bool(other) and not one & other

"""Facts grouped by the themes that the configuration names."""

import re
from collections.abc import Mapping, Sequence

from briefgen.model.facts import Fact

Themes = Mapping[str, Sequence[str]]
"""Names of themes, each with the beginnings of words that belong to it."""

_FEWEST_FACTS = 4
OTHER = "Other facts"


def by_theme(facts: Sequence[Fact], themes: Themes) -> tuple[Fact, ...]:
    """Return facts in the order of their themes, inside each in the order given."""
    named = theme_of(facts, themes)
    order = {name: n for n, name in enumerate((*themes, OTHER, ""))}
    return tuple(sorted(facts, key=lambda fact: order[named[fact.id]]))


def theme_of(facts: Sequence[Fact], themes: Themes) -> Mapping[str, str]:
    """Return the theme of each fact by id; "" for all when grouping would not help.

    That is with few facts, or when all would stand under one theme.
    """
    named = {fact.id: _theme(fact, themes) for fact in facts}
    helps = len(facts) >= _FEWEST_FACTS and len(set(named.values())) > 1
    return named if helps else dict.fromkeys(named, "")


def _theme(fact: Fact, themes: Themes) -> str:
    """Return the theme with the most keywords in the fact; of equal ones the first."""
    hits = {
        name: sum(_begins_word(keyword, fact.text) for keyword in keywords)
        for name, keywords in themes.items()
    }
    best = max(hits, key=lambda name: hits[name], default="")
    return best if hits.get(best) else OTHER


def _begins_word(keyword: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(keyword)}", text, re.IGNORECASE) is not None

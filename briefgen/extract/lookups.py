"""What a pipeline of spaCy's seeks for each word, looked up: the same results in less time.

Its lemmatizer seeks words in lists, that of nouns 57,000 words long. Its attribute ruler tries all
its rules, some two hundred, at each word; next to all of them ask for one word with a given tag, or
given letters, or both.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, cast

from briefgen.extract.spared import AttributeRuler, Language, Lemmatizer, Matcher, tokens

_INDEX = "lemma_index"
_KEYS = ("TAG", "LOWER")

_Pattern = list[dict[str, Any]]
"""What is asked of words in a row, by the names of spaCy's attributes."""

_Found = tuple[int, int, int, int]
"""A rule's number and name, and its first word and the one after its last."""


def look_up(nlp: Language) -> None:
    """Let a pipeline's lemmatizer and attribute ruler, where it has them, look words up."""
    for _, component in nlp.pipeline:
        if isinstance(component, AttributeRuler):
            component.match = _Rules(component).match  # type: ignore[method-assign]
        elif isinstance(component, Lemmatizer) and component.lookups.has_table(_INDEX):
            index = component.lookups.get_table(_INDEX)
            index.update({part: frozenset(forms) for part, forms in index.items()})


class _Rules:
    """Rules by what they ask for; those that ask for more are left to spaCy."""

    def __init__(self, ruler: AttributeRuler) -> None:
        """Sort the rules of a ruler."""
        strings = ruler.vocab.strings
        self._strings = strings
        self._rest = Matcher(ruler.vocab)
        self._told: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
        for number, rule in enumerate(ruler.patterns):
            name = str(number)
            patterns = cast("list[_Pattern]", rule["patterns"])
            if all(map(_is_plain, patterns)):
                for (asked,) in patterns:
                    tag, lower = (strings.add(asked[key]) if key in asked else 0 for key in _KEYS)
                    self._told[tag, lower].append((number, strings.add(name)))
            else:
                self._rest.add(name, patterns)

    def match(self, doc: tokens.Doc) -> list[_Found]:
        """Return number and name of each rule that holds, and where, in the order of rules."""
        found = self._rest(doc, allow_missing=True, as_spans=False)
        rest = ((int(self._strings[name]), name, start, end) for name, start, end in found)
        return sorted({*rest, *self._looked_up(doc)})

    def _looked_up(self, doc: tokens.Doc) -> Iterator[_Found]:
        told = self._told
        for i, token in enumerate(doc):
            tag, lower = token.tag, token.lower
            for asked in ((tag, 0), (0, lower), (tag, lower)):
                for number, name in told.get(asked, ()):
                    yield number, name, i, i + 1


def _is_plain(pattern: _Pattern) -> bool:
    """Tell what asks for one word, by its tag or its letters alone."""
    return (
        len(pattern) == 1
        and bool(pattern[0])
        and all(key in _KEYS and isinstance(value, str) for key, value in pattern[0].items())
    )

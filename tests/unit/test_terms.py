"""What words come down to."""

import tomllib
from importlib.resources import files

import pytest
import snowballstemmer

from briefgen.merge.words.terms import fold_deed, fold_terms


def test_terms_of_one_family_come_down_to_one_word() -> None:
    assert fold_terms(["suspension", "of", "halt"]) == ("end", "of")


def test_terms_of_a_phrase_count_only_together() -> None:
    assert fold_terms(["sailor", "lose", "life"]) == ("sailor", "kill")
    assert "kill" not in fold_terms(["sailor", "save", "life"])


@pytest.mark.parametrize(
    ("verb", "nouns", "deed"),
    [
        ("step down", [], "resign"),
        ("step up", [], "step up"),
        ("claim", ["life"], "kill"),
        ("claim", ["attack"], "claim"),
        ("land", [], "arrive"),
        ("halt", ["work"], "end"),
        ("", ["work"], ""),
    ],
)
def test_deeds_are_named_by_a_verb_with_its_particle_and_nouns(
    verb: str, nouns: list[str], deed: str
) -> None:
    assert fold_deed(verb, nouns) == deed


def test_words_stand_in_one_family_only() -> None:
    text = files("briefgen.merge.words").joinpath("data/families.toml").read_text("utf-8")
    stem = snowballstemmer.stemmer("english").stemWord
    told = tomllib.loads(text)
    families = [*told["families"], *told["things"]]
    stems = [{" ".join(map(stem, word.split())) for word in family} for family in families]
    twice = {
        word for n, one in enumerate(stems) for other in stems[n + 1 :] for word in one & other
    }
    assert twice == set()

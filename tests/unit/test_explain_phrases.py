"""Each reason that the rules give has its words, and no words are left over."""

import tomllib
from importlib.resources import files

from briefgen.compose.voices import Unheard
from briefgen.explain.phrases import all_phrases
from briefgen.extract.quotations import _CONFIDENCE
from briefgen.furniture import Sign
from briefgen.merge import WEIGHTS, Flaw, Ground, Turn
from briefgen.model.annotations import Inferred, Meant
from briefgen.model.days import RELATIVE, WEEKDAY
from briefgen.model.decisions import Act
from briefgen.model.text import (
    GIVEN,
    GUESSED,
    IN_ADDRESS,
    IN_FILE,
    IN_NAME,
    IN_PAGE,
    PRINTED,
    BlockKind,
)
from briefgen.model.unsaid import Open, Why


def signals() -> set[str]:
    text = files("briefgen.merge.events.sameness").joinpath("data/sameness.toml").read_text("utf-8")
    tables = tomllib.loads(text)
    return {*tables["fact"]["weights"], *tables["event"]["weights"]}


REASONS = {
    "worth": set(WEIGHTS),
    "signals": signals(),
    "grounds": set(Ground),
    "flaws": set(Flaw),
    "turns": set(Turn),
    "unsaid": set(Why),
    "signs": set(Sign),
    "open": set(Open),
    "quotations": set(_CONFIDENCE),
    "unheard": set(Unheard),
    "speakers": set(Inferred),
    "resolutions": set(Meant),
    "days": {WEEKDAY, RELATIVE, "year"},
    "published": {GIVEN, GUESSED, IN_ADDRESS, IN_FILE, IN_NAME, IN_PAGE, PRINTED},
    "blocks": {kind for kind in BlockKind if not kind.states},
    "acts": set(Act),
}


def test_each_reason_in_the_code_has_its_phrase_and_no_phrase_is_left_over() -> None:
    phrases = all_phrases()
    assert phrases.keys() == REASONS.keys()
    for table, names in REASONS.items():
        assert phrases[table].keys() == {str(name) for name in names}, table


def test_phrases_are_words_for_people() -> None:
    for table, told in all_phrases().items():
        for name, words in told.items():
            assert words.strip(" .") == words, (table, name)
            assert "_" not in words.replace("min_confidence", ""), (table, name)

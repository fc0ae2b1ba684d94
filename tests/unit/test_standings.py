"""What sentences give as done, planned, denied or agreed on."""

import pytest
from conftest import ParseText

from briefgen.extract.deeds.standings import find_standings


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "The ministers settled a treaty, which will be signed in March.",
            [("settle", "done"), ("sign", "planned")],
        ),
        ("The port plans to build a quay.", [("build", "planned")]),
        ("The port is to build a quay.", [("build", "planned")]),
        ("The port began to build a quay.", [("begin", "done"), ("build", "done")]),
        ("The port has yet to build a quay.", [("build", "denied")]),
        ("The port denied that it had built a quay.", [("deny", "done"), ("build", "denied")]),
        ("The port has signed a deal to build a quay.", [("sign", "done"), ("build", "agreed")]),
        ("The director pleaded not guilty.", [("plead", "denied")]),
        ("The director stepped down.", [("step down", "done")]),
        ("If the port built a quay, ships would come.", [("come", "planned")]),
        ("The port may build a quay.", []),
        ("At no time were shots fired by the guards.", [("fire", "denied")]),
        ("Nobody has inspected the quay.", [("inspect", "denied")]),
        ("The guard had seen nothing.", [("see", "denied")]),
        ("There is no agreement with the owners.", [("be", "denied")]),
        (
            "In none of the villages had any alert arrived.",
            [("have", "denied"), ("arrive", "denied")],
        ),
        ("The company rejects reports that the brakes had failed.", [("fail", "denied")]),
        ("Reports that he had resigned were wrong.", [("resign", "denied"), ("be", "done")]),
        (
            "The judges ruled that the lists had been changed.",
            [("rule", "done"), ("change", "done")],
        ),
        ("The gate was closed and locked.", [("be", "done"), ("lock", "done")]),
        ("The gate is closed.", [("close", "done")]),
        ("A watchman saw the wall give way.", [("see", "done"), ("give", "done")]),
        ("The director remains in office.", [("remain", "done")]),
    ],
)
def test_deeds_stand_as_the_sentence_gives_them(
    parse_text: ParseText, text: str, told: list[tuple[str, str]]
) -> None:
    sentences = (sentence for _, sentence in parse_text(text).sentences())
    found = [one for sentence in sentences for one in find_standings(sentence)]
    assert [(one.deed[0], one.status.value) for one in found] == told


def test_a_deed_has_the_subject_it_gets_from_elsewhere(parse_text: ParseText) -> None:
    ((_, sentence),) = parse_text("The first doses are expected to arrive in Larnham.").sentences()
    (arrival,) = (one for one in find_standings(sentence) if one.verb.lemma_ == "arrive")
    assert [token.text for token in arrival.tokens if token.pos_ == "NOUN"] == ["doses"]

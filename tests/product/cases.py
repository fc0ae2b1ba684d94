"""Notes that are hard to set: bare, crowded, long-worded, and of several scripts."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Literal

from unit.briefs import alone, at, dam_brief, document, record, small_brief, stating
from unit.crowds import crowd

from briefgen.compose import compose
from briefgen.config import Config, Pdf, find_design
from briefgen.config.settings import Brand, Period
from briefgen.model.brief import VerifiedBrief
from briefgen.model.evidence import Evidence, Title
from briefgen.model.issues import Changes, FactChange, Issue, Revision, Standing
from briefgen.model.marking import Marking
from briefgen.model.text import Corpus, Metadata

TEMPLATES = ("weekly", "note", "flash")

HEADING = "Thousands leave valley below leaking Orvel dam"
LONG = "https://example.org/" + "a" * 300
HOSTILE = "<script>alert(1)</script> {{ 7*7 }} {% raw %} </style> \u202egnp.exe\u202c مرحبا &amp;"

_TEXT = """Łukasz Żółkiewski, Đặng Thị Ngọc, Þórður Guðmundsson, Zoltán Gyöngyösi,
Ștefan Țurcanu, Jiří Dvořák, Kārlis Bērziņš, Gülşen Yıldırım, Søren Kjærgård and François Lefèvre
came to Kościół, Đorđević, Nagykőrös, Šiauliai, Liepāja, Košice and Gdańsk.

Пётр Савченко, Володимир Ґалаґан, Ђорђе Љубичић, Екатерина Щербакова, Георги Йорданов, Михаил
Цветков, Анна Фёдорова и Юлия Эйхенбаум прибыли в город Киев, Харьков, Чернигов, Архангельск,
Екатеринбург, Воронеж, Челябинск, чтобы обсудить восстановление плотины и снабжение жителей водой.

Ο Γιώργος Παπαδόπουλος, η Ελένη Ξενάκη, ο Θεόδωρος Ψυχογιός και η Φωτεινή Ωραιοπούλου έφτασαν στην
Αθήνα, στη Θεσσαλονίκη, στα Ιωάννινα και στην Καλαμάτα για να συζητήσουν την αποκατάσταση του
φράγματος, την ύδρευση των κατοίκων και το κόστος των έργων που αρχίζουν τον Δεκέμβριο. Οι μηχανικοί
μέτρησαν διαρροή στους πρόποδες, ενώ οι κάτοικοι περίμεναν οδηγίες από το υπουργείο και τη δημοτική
αρχή μέχρι αργά το βράδυ."""

NAMES = tuple(part.replace("\n", " ") for part in _TEXT.split("\n\n"))
"""Sentences with many letters beyond ASCII; no person is meant."""


def scripts_brief() -> VerifiedBrief:
    """Return a note whose facts are in three scripts."""
    return stating(NAMES)


def _of(template: str, verified: VerifiedBrief) -> VerifiedBrief:
    """Return a note as the template would have it: with its sections only."""
    asked = find_design(template).sections
    kept = tuple(section for section in verified.brief.sections if section.name in asked)
    return replace(verified, brief=replace(verified.brief, template=template, sections=kept))


def issued(
    template: str,
    evidence: Evidence,
    corpus: Corpus,
    changes: Changes | None = None,
    page: Literal["A4", "Letter"] | None = None,
) -> VerifiedBrief:
    """Return the note that the program itself would compose of this evidence.

    A fact that is in no development yet has one of its own.
    """
    developments = evidence.developments or tuple(alone(fact) for fact in evidence.facts)
    evidence = replace(evidence, developments=developments)
    asked = Config(
        title="Orvel valley, weekly",
        number="BN-2026-047",
        period=Period(week="2026-W47"),
        prepared_for="Regional desk",
        marking=Marking.GREEN,
        brand=Brand(name="Example Institute"),
        pdf=Pdf(page=page),
        template=template,
    )
    config = find_design(template).applied(asked)
    return VerifiedBrief(compose(evidence, config, date(2026, 11, 22), changes), corpus)


def _headed() -> tuple[Evidence, Corpus]:
    """Return the evidence on the dam, with a heading that tells its first fact."""
    dam = dam_brief()
    wire = dam.corpus.documents[1]
    title = Title("t1", HEADING, at(wire, HEADING))
    return replace(dam.brief.evidence, titles=(title,)), dam.corpus


def _since_last_week(evidence: Evidence) -> Changes:
    """Compare with an invented issue: one fact changed, one went on, one has gone."""
    text = (
        "Seepage at the Orvel dam\n\nRepairs are expected to cost 11 million euros, the company"
        " said.\n\nThe sirens of Lipnik were tested."
    )
    held = document("S5", "last-week.txt", text, Metadata("Seepage", published="2026-11-12"))
    changed = next(fact for fact in evidence.facts if "18 million" in fact.text)
    now = changed.figures[0].citation
    cost = at(held, "11 million euros")
    return Changes(
        issue=Issue("0" * 64, "BN-2026-046", "Orvel valley, weekly", "2026-11-15", "", "", "", "x"),
        facts=(
            FactChange(evidence.facts[0].id, Standing.CONTINUING),
            *(FactChange(f.id, Standing.NEW) for f in evidence.facts[1:] if f != changed),
            FactChange(
                changed.id,
                Standing.CHANGED,
                at(held, "Repairs are expected to cost 11 million euros"),
                (Revision("Number of euros", cost, now),),
            ),
        ),
        gone=(at(held, "The sirens of Lipnik were tested."),),
        new_actors=(evidence.actors[0].id,),
        sources=(record(held),),
    )


def _cases(template: str) -> Mapping[str, VerifiedBrief]:
    evidence, corpus = _headed()
    return {
        "dam": issued(template, evidence, corpus),
        "since": issued(template, evidence, corpus, _since_last_week(evidence)),
        "letter": issued(template, evidence, corpus, page="Letter"),
        "crowd": issued(template, *crowd()),
        "bare": _of(template, small_brief("It rained.")),
        "nothing": _of(template, stating(["It rained."])),
        "long": _of(template, small_brief(LONG, LONG, LONG, LONG)),
        "hostile": _of(template, small_brief(HOSTILE, HOSTILE, HOSTILE, "a.txt")),
        "scripts": _of(template, scripts_brief()),
    }


CASES = {
    f"{template}-{name}": verified
    for template in TEMPLATES
    for name, verified in _cases(template).items()
}
"""Every template with every kind of note, by "template-kind"."""

ONLY_ON_PAPER = ("letter",)
"""Kinds that differ from another one in the PDF alone."""

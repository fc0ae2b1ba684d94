"""Notes that are hard to set: bare, crowded, long-worded, and of several scripts."""

from dataclasses import replace

from unit.briefs import dam_brief, small_brief, stating

from briefgen.config import find_design
from briefgen.model.brief import VerifiedBrief

TEMPLATES = ("weekly", "note", "flash")

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


CASES = {
    f"{template}-{name}": _of(template, verified)
    for template in TEMPLATES
    for name, verified in {
        "dam": dam_brief(),
        "bare": small_brief("It rained."),
        "long": small_brief(LONG, LONG, LONG, LONG),
        "hostile": small_brief(HOSTILE, HOSTILE, HOSTILE, "a.txt"),
        "scripts": scripts_brief(),
    }.items()
}
"""Every template with every kind of note, by "template-kind"."""

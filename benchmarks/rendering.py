"""Processor time and memory of PDFs: notes of three pages, and one of more than a hundred.

PYTHONPATH=tests python benchmarks/rendering.py
"""

import resource
import sys
import time
from dataclasses import replace

import pypdfium2
import weasyprint.text.fonts  # noqa: F401 - its import is not what is measured
from unit.briefs import dam_brief, long_brief

from briefgen.model.brief import VerifiedBrief
from briefgen.render import render

MEGA = 1024 if sys.platform == "linux" else 1024**2


def measure(name: str, verified: VerifiedBrief) -> None:
    """Make a PDF, and print its pages, seconds of processor time and the peak of memory."""
    began = time.process_time()
    content = render(verified, ("pdf",))[0].content
    spent = time.process_time() - began
    with pypdfium2.PdfDocument(content) as document:
        pages = len(document)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGA
    print(f"{name}: {pages} pages, {spent:.2f} s, {len(content) // 1000} kB, peak {peak:.0f} MB")


def without(*names: str) -> VerifiedBrief:
    """Return the note about the dam without these sections."""
    whole = dam_brief()
    kept = tuple(section for section in whole.brief.sections if section.name not in names)
    return replace(whole, brief=replace(whole.brief, sections=kept))


measure("small note, cold", without("timeline", "disagreements"))
measure("small note", without("timeline", "disagreements"))
measure("small note, set again in smaller type", without("timeline", "gaps", "inputs"))
measure("long note", long_brief(510))

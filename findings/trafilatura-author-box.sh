#!/usr/bin/env bash
# trafilatura 2.3.1: a sentence about an author becomes a part of the author's name.
#
# Guess: a page with a box "Ilse Brandt" / "Ilse Brandt has written about harbours since 1999." below
#   its article has the author "Ilse Brandt", or none.
# Seen: the author is "Ilse Brandt Ilse Brandt has written about harbours since": the words of the
#   whole box, up to its first figure. A box of the sentence alone gives that sentence.
# Input: pages made below, valid HTML without any metadata.
# Exit status: 0 while it is so, 1 when it is otherwise.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check trafilatura==2.3.1 lxml_html_clean==0.4.6
"$folder/env/bin/python" - <<'PYTHON'
import sys

import trafilatura

PARAGRAPHS = "".join(
    f"<p>The council of Orvel mended part {n} of its wall before the winter, and paid for it.</p>"
    for n in range(1, 6)
)
SENTENCE = "Ilse Brandt has written about harbours since 1999. She lives in Orvel."
BOXES = {
    f"<div class='author-box'><h4>Ilse Brandt</h4><p>{SENTENCE}</p></div>": (
        "Ilse Brandt Ilse Brandt has written about harbours since"
    ),
    f"<div class='author-bio'><p>{SENTENCE}</p></div>": "Ilse Brandt has written about harbours since",
    "<div class='author-box'><h4>Ilse Brandt</h4></div>": "Ilse Brandt",
}

print("trafilatura", trafilatura.__version__)
same = True
for box, seen in BOXES.items():
    page = (
        "<!DOCTYPE html><html lang='en'><head><title>The wall</title></head><body><article>"
        f"<h1>The wall</h1>{PARAGRAPHS}{box}</article></body></html>"
    )
    author = trafilatura.bare_extraction(page, with_metadata=True).author
    print(f"{box}\n  author: {author!r}")
    same = same and author == seen
print("as described" if same else "NOT as described: the behaviour has changed")
sys.exit(0 if same else 1)
PYTHON

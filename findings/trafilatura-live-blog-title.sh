#!/usr/bin/env bash
# trafilatura 2.3.1: the title of a live blog is the headline of its newest post.
#
# Guess: a page whose <title>, only <h1> and JSON-LD LiveBlogPosting all say "Storm over Orvel: latest"
#   has that title.
# Seen: its title is "Bridge closed", the headline of the first BlogPosting in `liveBlogUpdate`: a live
#   blog's own JSON-LD is left aside for that of its posts. Typed NewsArticle, the same page has its own.
# Input: pages made below, valid HTML with valid JSON-LD.
# Exit status: 0 while it is so, 1 when it is otherwise.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check trafilatura==2.3.1 lxml_html_clean==0.4.6
"$folder/env/bin/python" - <<'PYTHON'
import json
import sys

import trafilatura

OWN = "Storm over Orvel: latest"
POSTS = ("Bridge closed", "Ferry turns back")
SEEN = {"LiveBlogPosting": POSTS[0], "NewsArticle": OWN}

print("trafilatura", trafilatura.__version__)
same = True
for kind, seen in SEEN.items():
    posts = [{"@type": "BlogPosting", "headline": post} for post in POSTS]
    told = {
        "@context": "https://schema.org", "@type": kind, "headline": OWN, "liveBlogUpdate": posts,
    }
    shown = "".join(
        f"<h2>{post}</h2><p>The council of Orvel closed what the storm had reached by noon.</p>"
        for post in POSTS
    )
    page = (
        f"<!DOCTYPE html><html lang='en'><head><title>{OWN}</title>"
        f"<script type='application/ld+json'>{json.dumps(told)}</script></head>"
        f"<body><main><h1>{OWN}</h1>{shown}</main></body></html>"
    )
    title = trafilatura.bare_extraction(page, with_metadata=True).title
    print(f"{kind}: title {title!r}")
    same = same and title == seen
print("as described" if same else "NOT as described: the behaviour has changed")
sys.exit(0 if same else 1)
PYTHON

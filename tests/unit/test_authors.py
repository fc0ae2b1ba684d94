"""Who wrote a page, and who did not."""

import pytest

from briefgen.formats.web.authors import author_of
from briefgen.formats.web.page import read_page
from briefgen.model.limits import Limits


@pytest.mark.parametrize(
    "told",
    [
        "", "By", "Staff", "admin", "By Staff Writer", "The Harbour Times", "Harbour Times Staff",
        "harbourtimes", "https://www.facebook.com/harbour", "desk@harbour.example", "@harbour",
        "Updated 3 May 2025", "3 May 2025", "Facebook; Twitter", "News Desk", "www.harbour.example",
        "Web Team", "Posted by admin on 4 June", "WordPress", "N/A", "View all posts",
        "Ilse Brandt is a; Writes About The Sea",
    ],
)  # fmt: skip
def test_labels_dates_addresses_and_houses_are_no_authors(told: str) -> None:
    assert author_of(told, "The Harbour Times") == ""


@pytest.mark.parametrize(
    ("told", "author"),
    [
        ("By Ilse Brandt", "Ilse Brandt"),
        ("ILSE BRANDT", "ILSE BRANDT"),
        ("Ilse Brandt; Harbour Times; Otto Lind", "Ilse Brandt; Otto Lind"),
        ("Ilse Brandt, staff reporter", "Ilse Brandt"),
        ("Written by: Ilse Brandt Updated 3 May 2025", "Ilse Brandt"),
        ("Byron Vale", "Byron Vale"),
        ("Post Malone", "Post Malone"),
        ("Ilse Brandt and Otto Lind", "Ilse Brandt and Otto Lind"),
    ],
)
def test_names_stay_without_their_labels(told: str, author: str) -> None:
    assert author_of(told, "The Harbour Times") == author


def test_a_page_that_names_its_site_as_author_has_none() -> None:
    page = (
        "<html><head><title>Wall</title><meta property='og:site_name' content='Harbour Times'>"
        "<meta name='author' content='Harbour Times'></head><body><article>"
        f"<p>{'The wall was mended by the council on Monday. ' * 20}</p></article></body></html>"
    )
    assert read_page(page.encode(), Limits()).metadata.author == ""

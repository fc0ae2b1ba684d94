"""Whatever is known of a source, and whatever stands in sources.yaml: it loads, and says it."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from briefgen.config import complete_metadata, load_metadata
from briefgen.model.text import IN_FILE, Metadata

WORDS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=30
).map(lambda text: " ".join(text.split()))
"""Titles as reading makes them: one line, any character else."""
NAMES = st.sampled_from(
    ["a.txt", "1.txt", "yes", "on", "- b", "c: d.txt", "# e.txt", "é \U0001f30a"]
)
THERE = st.sampled_from(
    ["", "# kept\n", "x.txt:\n  grade: B2 # why\n\n# end", "x.txt:\n    via: Y"]
)


@given(st.dictionaries(NAMES, st.tuples(WORDS, WORDS), min_size=1), THERE)
def test_what_is_added_is_read_as_it_was_known(
    known: dict[str, tuple[str, str]], there: str
) -> None:
    made = {
        name: Metadata(title=title, publisher=house, published="2026-11-17", published_from=IN_FILE)
        for name, (title, house) in known.items()
    }
    with TemporaryDirectory() as place:
        folder = Path(place)
        for name in (*made, "x.txt"):
            (folder / name).write_text("words", "utf-8")
        file = folder / "sources.yaml"
        file.write_text(there, "utf-8")
        complete_metadata(folder, made)
        assert file.read_text("utf-8").startswith(there)
        loaded = load_metadata(folder)
        for name, one in made.items():
            told = (loaded[name].title, loaded[name].publisher, loaded[name].published)
            assert told == (one.title, one.publisher, one.published)
        assert complete_metadata(folder, made) is None

"""Records that anybody may have written: whatever stands in them, a check ends with findings."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from unit.briefs import dam_brief

from briefgen.errors import VerificationFailed
from briefgen.model.codec import decode_brief, encode_brief
from briefgen.model.text import Corpus
from briefgen.verification import check_folder, verify_again

DAM = dam_brief()
RECORD: dict[str, Any] = json.loads(encode_brief(DAM.brief))
TEXTS = {f"sources/{one.source.key}.txt": one.text.encode() for one in DAM.corpus.documents}
WRONG: st.SearchStrategy[Any] = st.sampled_from(
    [None, True, -1, 0, 10**30, 1e300, "", "zz", "S9", [], {}, [[]], [None], {"a": 1}, "\ud800"]
)


@st.composite
def records(draw: st.DrawFn) -> bytes:
    """Draw the note with one value in it that is another one, or missing."""
    record = json.loads(json.dumps(RECORD))
    at: Any = record
    while True:
        keys = sorted(at) if isinstance(at, dict) else range(min(len(at), 4))
        key = draw(st.sampled_from(list(keys)))
        held = at[key]
        if not held or not isinstance(held, dict | list) or draw(st.integers(0, 9)) == 0:
            break
        at = held
    if isinstance(at, dict) and draw(st.integers(0, 4)) == 0:
        del at[key]
    else:
        at[key] = draw(WRONG)
    return json.dumps(record).encode()


@settings(max_examples=150, derandomize=True)
@given(record=records())
def test_a_strangers_note_is_refused_or_checked(record: bytes) -> None:
    try:
        verify_again(decode_brief(record), TEXTS)
    except (ValueError, VerificationFailed):
        return


@settings(max_examples=30, derandomize=True)
@given(record=records())
def test_a_strangers_folder_is_checked(record: bytes) -> None:
    for path in ("evidence.json", "brief.json", "changes.json", "manifest.json"):
        assert check_folder({**TEXTS, path: record}, Corpus(()))


def test_a_citation_of_a_place_before_the_text_is_refused() -> None:
    record = json.loads(json.dumps(RECORD))
    record["evidence"]["facts"][0]["citations"][0]["start"] = -1
    with pytest.raises(ValueError, match="not a place in a text"):
        decode_brief(json.dumps(record).encode())

"""Evidence survives being written and read, and a changed file is refused."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.model.codec import decode_evidence, encode_evidence, encode_line
from briefgen.model.evidence import Evidence, Generator
from briefgen.model.records import SourceRecord
from briefgen.model.text import Corpus, Genre, Notice, Skipped

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
NOTICES = st.lists(st.builds(Notice, TEXT, TEXT), max_size=2).map(tuple)
RECORDS = st.builds(
    SourceRecord,
    **{name: TEXT for name in SourceRecord.__slots__ if name not in ("size", "warnings", "kind")},
    size=st.integers(0, 10**12),
    warnings=NOTICES,
    kind=st.sampled_from(Genre),
)
EVIDENCE = st.builds(
    Evidence,
    generator=st.builds(Generator, TEXT, TEXT, TEXT),
    sources=st.lists(RECORDS, max_size=3).map(tuple),
    facts=st.just(()),
    actors=st.just(()),
    quotations=st.just(()),
    versions=st.just(()),
    events=st.just(()),
    disagreements=st.just(()),
    titles=st.just(()),
    skipped=st.lists(st.builds(Skipped, TEXT, TEXT, TEXT), max_size=2).map(tuple),
)


@given(EVIDENCE)
def test_codec_round_trip_of_any_text(evidence: Evidence) -> None:
    assert decode_evidence(encode_evidence(evidence)) == evidence
    assert decode_evidence(encode_line(evidence)) == evidence


def test_codec_round_trip_of_real_evidence(harbour: tuple[Evidence, Corpus]) -> None:
    evidence, _ = harbour
    content = encode_evidence(evidence)
    assert decode_evidence(content) == evidence
    assert content.endswith(b"\n")
    assert encode_line(evidence).count(b"\n") == 1


@given(data=st.data())
def test_codec_refuses_a_changed_byte(
    harbour: tuple[Evidence, Corpus], data: st.DataObject
) -> None:
    content = bytearray(encode_evidence(harbour[0]))
    places = [match.start() for match in re.finditer(rb"[A-Za-z0-9]", content)]
    at = places[data.draw(st.integers(0, len(places) - 1))]
    content[at] = ord("q") if content[at] != ord("q") else ord("z")
    with pytest.raises(ValueError, match=r"."):
        decode_evidence(bytes(content))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "not JSON"),
        (b"[]", "the schema is not"),
        (b'{"schema": "briefgen/evidence/9"}', "the schema is not"),
        (b'{"schema": "briefgen/evidence/1"}', "the digest is not"),
    ],
)
def test_codec_says_why_a_file_is_refused(content: bytes, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        decode_evidence(content)

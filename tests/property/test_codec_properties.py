"""Evidence survives being written and read, and a changed file is refused."""

import hashlib
import json
import re
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.model.codec import decode_evidence, encode_evidence, encode_line, write_evidence
from briefgen.model.evidence import Evidence, Generator
from briefgen.model.records import SourceRecord
from briefgen.model.text import Corpus, Genre, Notice, Skipped

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
NOTICES = st.lists(st.builds(Notice, TEXT, TEXT), max_size=2).map(tuple)
OF_OTHER_TYPES = ("size", "protected", "warnings", "kind")
RECORDS = st.builds(
    SourceRecord,
    **{name: TEXT for name in SourceRecord.__slots__ if name not in OF_OTHER_TYPES},
    size=st.integers(0, 10**12),
    protected=st.booleans(),
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


def test_evidence_that_was_changed_and_kept_its_digest_is_refused(
    harbour: tuple[Evidence, Corpus],
) -> None:
    content = encode_evidence(harbour[0])
    changed = content.replace(b'"rank": 1,', b'"rank": 7,', 1)
    assert changed != content
    with pytest.raises(ValueError, match="the digest is not that of the content"):
        decode_evidence(changed)


class Pieces(BytesIO):
    """A file that notes how much is written into it at once."""

    def __init__(self) -> None:
        super().__init__()
        self.sizes: list[int] = []

    def write(self, content: Any, /) -> int:  # noqa: ANN401 - whatever a file takes
        self.sizes.append(super().write(content))
        return self.sizes[-1]


@given(EVIDENCE)
def test_evidence_written_in_pieces_is_that_written_at_once(evidence: Evidence) -> None:
    stream = BytesIO()
    digest = write_evidence(evidence, stream)
    top = json.loads(stream.getvalue())
    assert stream.tell() == len(stream.getvalue())
    assert stream.getvalue() == written(top, indent=1)
    assert top.pop("digest") == digest == hashlib.sha256(written(top, indent=None)).hexdigest()


def test_real_evidence_is_written_in_small_pieces(harbour: tuple[Evidence, Corpus]) -> None:
    evidence = harbour[0]
    stream = Pieces()
    digest = write_evidence(evidence, stream)
    top = json.loads(stream.getvalue())
    assert stream.getvalue() == written(top, indent=1)
    assert top.pop("digest") == digest == hashlib.sha256(written(top, indent=None)).hexdigest()
    assert max(stream.sizes) < len(stream.getvalue()) / 8


def written(top: dict[str, Any], indent: int | None) -> bytes:
    separators = (",", ": ") if indent else (",", ":")
    text = json.dumps(top, ensure_ascii=False, sort_keys=True, indent=indent, separators=separators)
    return (text + "\n").encode()


def test_codec_round_trip_of_real_evidence(harbour: tuple[Evidence, Corpus]) -> None:
    evidence, _ = harbour
    content = encode_evidence(evidence)
    assert decode_evidence(content) == evidence
    assert content.endswith(b"\n")
    assert encode_line(evidence).count(b"\n") == 1


def test_a_whole_number_is_written_alike_before_and_after_it_was_read(
    harbour: tuple[Evidence, Corpus],
) -> None:
    evidence = harbour[0]
    fact = replace(evidence.facts[0], score=3, reasons=(("support", 2), ("news", 0.5)))
    whole = replace(evidence, facts=(fact, *evidence.facts[1:]))
    written = encode_evidence(whole)
    assert b'"score": 3,' in written
    assert encode_evidence(decode_evidence(written)) == written


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
        (b"[]", "no object"),
        (b'{"schema": "briefgen/evidence/9"}', "the schema is not"),
        (b'{"schema": "briefgen/evidence/1"}', "the digest is not"),
    ],
)
def test_codec_says_why_a_file_is_refused(content: bytes, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        decode_evidence(content)

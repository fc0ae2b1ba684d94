"""The file that leads this account's own browser in.

What a program is started with every account of a machine can read, and so the address that lets
a browser in. The browser is given the name of a file instead, which only this account can read.
"""

import os
from contextlib import suppress
from html import escape
from pathlib import Path

from briefgen.errors import OutputError

_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="referrer" content="no-referrer">
<meta http-equiv="refresh" content="0; url={address}">
<title>The desk</title>
<p><a href="{address}">Open the desk</a></p>
</html>
"""


class Doorway:
    """A file that leads to an address, until it is closed."""

    def __init__(self, file: Path) -> None:
        """Say where it lies while it is open."""
        self._file = file.absolute()

    def open(self, address: str) -> str:
        """Write the file, for this account alone, and return its address. Raises OutputError."""
        self.close()
        how = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
        try:
            handle = os.open(self._file, how, 0o600)
            try:
                os.write(handle, _PAGE.format(address=escape(address)).encode())
            finally:
                os.close(handle)
        except OSError as error:
            raise OutputError(f"{self._file}: {error.strerror}") from error
        return self._file.as_uri()

    def close(self) -> None:
        """Remove the file where there is one: whoever was to come in is in."""
        with suppress(OSError):
            self._file.unlink(missing_ok=True)

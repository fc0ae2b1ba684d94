"""A Word file as bytes that depend on what it says alone: fixed order, fixed times."""

import io
import zipfile

_CONTENT_TYPES = "[Content_Types].xml"
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_UNIX = 3


def sealed(content: bytes) -> bytes:
    """Return the same parts in a fixed order, stored with the first day that a zip can name.

    The list of content types comes first, as readers that stream a file want it.
    """
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        for name in sorted(old.namelist(), key=lambda name: (name != _CONTENT_TYPES, name)):
            info = zipfile.ZipInfo(name, _FIRST_DAY)
            info.create_system = _UNIX
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(name))
    return made.getvalue()

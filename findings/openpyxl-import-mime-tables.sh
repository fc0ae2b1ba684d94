#!/usr/bin/env bash
# openpyxl 3.1.5: importing it opens the system's tables of MIME types.
#
# Guess: importing a library of workbooks opens Python files of its own and of those it needs, so
#   that a process may be confined before or after the import alike.
# Seen: `import openpyxl` looks for each place where a system may keep MIME types (/etc/mime.types,
#   those of web servers), outside Python's folders: openpyxl.packaging.manifest fills the tables of
#   the standard library's `mimetypes` when it is loaded. Where an audit hook refuses such files, or raises for
#   any file outside the libraries, the import itself fails on a machine that has one. With `mimetypes.knownfiles` emptied
#   first, none is tried and workbooks are read as before.
# Input: no file; then a workbook that openpyxl itself writes.
# Exit status: 0 while it is so, 1 when it is otherwise.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check openpyxl==3.1.5 et_xmlfile==2.0.0
cat > "$folder/look.py" <<'PYTHON'
import io
import mimetypes
import os.path
import sys

if "emptied" in sys.argv:
    mimetypes.knownfiles.clear()
known = set(mimetypes.knownfiles)
asked = []
looked = os.path.isfile
mimetypes.os.path.isfile = lambda path: (asked.append(path) if path in known else None) or looked(path)

import openpyxl

made = openpyxl.Workbook()
made.active["B7"] = 17
stream = io.BytesIO()
made.save(stream)
read = openpyxl.load_workbook(io.BytesIO(stream.getvalue())).active["B7"].value
print("openpyxl", openpyxl.__version__, "tables looked for:", len(set(asked)), "of", len(known), "B7:", read)
sys.exit(0 if read == 17 and set(asked) == known else 1)
PYTHON
if "$folder/env/bin/python" "$folder/look.py" && "$folder/env/bin/python" "$folder/look.py" emptied; then
    echo "as described"
else
    echo "NOT as described: the behaviour has changed"
    exit 1
fi

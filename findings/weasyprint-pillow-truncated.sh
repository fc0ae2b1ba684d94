#!/usr/bin/env bash
# WeasyPrint 70.0 with Pillow 13.0.0: importing one changes how the other treats damaged pictures.
#
# Guess: Pillow refuses a picture that ends in the middle of its pixels ("image file is truncated"),
#   whatever else a program has imported.
# Seen: from `import weasyprint` on it loads such a picture without a word, the missing part blank,
#   in the whole process: a check of uploads or logos by Image.load() passes or fails by import order.
#   Image.verify() goes on refusing it.
# Input: a valid picture made below, and its first half.
# Needs: the Pango libraries that WeasyPrint draws text with.
# Exit status: 0 while it is so, 1 when it is otherwise.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check weasyprint==70.0 pillow==13.0.0
"$folder/env/bin/python" - <<'PYTHON'
import io
import sys

from PIL import Image


def loads(content: bytes, how: str) -> bool:
    try:
        getattr(Image.open(io.BytesIO(content)), how)()
    except (OSError, SyntaxError) as error:
        print(f"  {how}: {error}")
        return False
    print(f"  {how}: no complaint")
    return True


held = io.BytesIO()
Image.effect_noise((40, 40), 20).save(held, "PNG")
half = held.getvalue()[: len(held.getvalue()) // 2]
print("before the import")
before = loads(half, "load"), loads(half, "verify")
import weasyprint  # noqa: E402

print(f"after the import of WeasyPrint {weasyprint.__version__}")
after = loads(half, "load"), loads(half, "verify")
same = before == (False, False) and after == (True, False)
print("as described" if same else "NOT as described: the behaviour has changed")
sys.exit(0 if same else 1)
PYTHON

"""Pictures kept for comparison; `make golden-pictures` writes them anew, for review."""

import os
from pathlib import Path

from PIL import Image, ImageChops, ImageStat

FOLDER = Path(__file__).parent / "golden"


def compare(picture: Image.Image, name: str, tolerance: float) -> None:
    """Fail when a grey picture differs from the golden one by more than this share."""
    golden = FOLDER / name
    if os.environ.get("BRIEFGEN_WRITE_GOLDEN") and not os.environ.get("CI"):
        FOLDER.mkdir(exist_ok=True)
        picture.quantize(16).save(golden, optimize=True)
    kept = Image.open(golden).convert("L")
    assert picture.size == kept.size, name
    difference = ImageStat.Stat(ImageChops.difference(picture, kept)).mean[0] / 255
    assert difference <= tolerance, f"{name} differs by {difference:.2%}"

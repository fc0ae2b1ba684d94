"""Ten finished briefs of the project's own making, of all formats, templates and evidence."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml
from corruptions import twins
from e2e import lowmarsh, saltmere

from briefgen.render import press_of

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden" / "cases"
ALL = "html,pdf,email,docx,md"


@dataclass(frozen=True, slots=True)
class Finished:
    """A finished brief: its folder, and the project with the originals it was made from."""

    name: str
    project: Path
    folder: Path

    @property
    def inputs(self) -> Path:
        """Where its originals lie."""
        return self.project / "inputs"


def make(name: str, into: Path) -> Finished:
    """Make one of the briefs below `into`, unless this program has made it there before."""
    project = into / name
    press = press_of("weekly", "")
    made = project / "made"
    if not made.exists() or made.read_text("utf-8") != press:
        shutil.rmtree(project, ignore_errors=True)
        project.mkdir(parents=True)
        MAKERS[name](project)
        made.write_text(press, "utf-8")
    return Finished(name, project, max((project / "out").iterdir()))


def _sample(project: Path, *, template: str = "", formats: str = "html,pdf,email") -> None:
    shutil.copytree(ROOT / "inputs", project / "inputs")
    settings = (ROOT / "briefgen.yaml").read_text("utf-8")
    _build(project, settings + template, formats)


def _golden(case: str, formats: str) -> Callable[[Path], None]:
    def made(project: Path) -> None:
        shutil.copytree(GOLDEN / case, project, dirs_exist_ok=True)
        _build(project, (project / "briefgen.yaml").read_text("utf-8"), formats)

    return made


def _valley(project: Path) -> None:
    """Make the second week of the demo, which says what changed since the first."""
    shutil.copytree(ROOT / "demo" / "weeks", project, dirs_exist_ok=True)
    settings = (project / "briefgen.yaml").read_text("utf-8") + "state: state\n"
    weeks = [("2026-W46", "2026-11-16", "w46*"), ("2026-W47", "2026-11-23", "w4*")]
    for week, day, reached in weeks:
        inputs = "".join(f"\n- inputs/{one.name}" for one in (project / "inputs").glob(reached))
        config = settings.replace("inputs: [inputs]", f"inputs:{inputs}")
        _build(project, config, "html,pdf,email", "--week", week, "--issue-date", day)
        if week == weeks[0][0]:
            _run(project, "history", "--add", str(max((project / "out").iterdir())))


def _lowmarsh(project: Path, *, template: str, formats: str) -> None:
    _write(project / "inputs", lowmarsh.SOURCES, lowmarsh.paragraphs)
    kept = "".join(f"{name}: {known}\n" for name, known in lowmarsh.METADATA.items())
    (project / "inputs" / "sources.yaml").write_text(kept, "utf-8")
    decided = yaml.safe_dump(list(lowmarsh.decisions()), allow_unicode=True, sort_keys=False)
    (project / "decisions.yaml").write_text(decided, "utf-8")
    settings = lowmarsh.CONFIG.replace("formats: [html, email]\n", f"template: {template}\n")
    _build(project, settings, formats)


def _saltmere(project: Path) -> None:
    made = saltmere.make_desk(project)
    (made / "decisions.yaml").write_text(saltmere.DECISIONS, "utf-8")
    _build(project, saltmere.SETTINGS, "html,pdf,email,docx")


def _twins(project: Path, *, more: str = "", formats: str = ALL) -> None:
    _write(project / "inputs", twins.SOURCES, lowmarsh.paragraphs)
    (project / "inputs" / "sources.yaml").write_text(twins.METADATA, "utf-8")
    (project / "decisions.yaml").write_text(twins.DECISIONS, "utf-8")
    _build(project, twins.SETTINGS + more, formats)


def _write(folder: Path, texts: Mapping[str, str], laid_out: Callable[[str], str]) -> None:
    folder.mkdir(parents=True)
    for name, text in texts.items():
        (folder / name).write_text(laid_out(text), "utf-8")


def _build(project: Path, settings: str, formats: str, *arguments: str) -> None:
    lines = (line for line in settings.splitlines() if not line.startswith("formats:"))
    written = "\n".join(lines) + f"\nformats: [{formats}]\n"
    (project / "briefgen.yaml").write_text(written, "utf-8")
    _run(project, "build", "--quiet", "--no-cache", *arguments)


def _run(project: Path, *arguments: str) -> None:
    command = [sys.executable, "-m", "briefgen", *arguments]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{project.name}: {' '.join(arguments)}: {done.stderr}")


MAKERS: Mapping[str, Callable[[Path], None]] = {
    "sample": _sample,
    "sample note": lambda to: _sample(to, template="\ntemplate: note\n", formats=ALL),
    "valley": _valley,
    "lowmarsh flash": lambda to: _lowmarsh(to, template="flash", formats="html,pdf,email"),
    "lowmarsh": lambda to: _lowmarsh(to, template="weekly", formats="html,email,md"),
    "harbour": _golden("harbour", "html,docx,md,email"),
    "ferry": _golden("ferry", ALL),
    "saltmere": _saltmere,
    "twins": _twins,
    "twins reviewed": lambda to: _twins(
        to, more="reviewed_by: {name: A. Analyst, for: 2026-W47}\n", formats="html,pdf,email"
    ),
}
"""How each brief is made."""

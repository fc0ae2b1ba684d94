"""The documents are true: commands run, configurations load, links lead somewhere."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from conftest import HARBOUR
from e2e.desks import desk
from unit.briefs import dam_brief

from briefgen.config import Config, find_design, load_config, load_metadata
from briefgen.house_style import check_house_style
from briefgen.model.brief import SectionName
from briefgen.model.limits import DEFAULT_LIMITS
from briefgen.render import render

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
NOTHING_NEW = 4
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
NAMED = re.compile(r"`(?:PYTHONPATH=\S+ )?(?:python|make|pytest) ([^`]+)`")
"""A command inside a sentence: what it measures takes minutes, or data that is not here."""


def fenced(page: Path, language: str) -> Iterator[str]:
    fence = re.compile(rf"^```{language}\n(.*?)^```", re.MULTILINE | re.DOTALL)
    for match in fence.finditer(page.read_text("utf-8")):
        yield match[1]


def test_shell_commands_of_the_documents_run(tmp_path: Path) -> None:
    shutil.copytree(HARBOUR / "inputs", tmp_path / "my-sources")
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    settings, people = fenced(ROOT / "docs" / "mail.md", "yaml")
    (tmp_path / "mail.yaml").write_text(settings, "utf-8")
    (tmp_path / "recipients.yaml").write_text(people, "utf-8")
    commands = [(page, line) for page in PAGES for line in "".join(fenced(page, "sh")).splitlines()]
    where_in: dict[Path, Path] = {}
    for page, line in commands:
        folder = where_in.setdefault(page, tmp_path)
        command = shlex.split(line)
        if not command:
            continue
        if command[0] == "cd":
            where_in[page] = folder / command[1]
            continue
        if command[:2] in (["briefgen", "desk"], ["briefgen", "preview"]):
            with desk(folder, *command[2:], command=command[1]) as (client, _):
                client.fresh()
            continue
        dry = ["-n"] if command[0] == "make" else []
        where = ROOT if command[0] == "make" else folder
        done = subprocess.run(
            [*command, *dry],
            cwd=where,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        nothing_new = command[:2] == ["briefgen", "run"] and done.returncode == NOTHING_NEW
        assert done.returncode == 0 or nothing_new, f"{command}\n{done.stderr}"
    assert len(commands) >= 8


def test_example_configurations_load(tmp_path: Path) -> None:
    configuration, sources = None, None
    for block in fenced(ROOT / "README.md", "yaml"):
        if block.startswith("version"):
            (tmp_path / "briefgen.yaml").write_text(block, "utf-8")
            configuration = load_config(tmp_path / "briefgen.yaml")
        else:
            (tmp_path / "sources.yaml").write_text(block, "utf-8")
            (tmp_path / "agency-report.txt").write_text("Words.", "utf-8")
            sources = load_metadata(tmp_path)
    assert configuration is not None
    assert configuration.title == "Sahel security, weekly"
    assert sources is not None
    assert sources["agency-report.txt"].grade == "B2"


def test_assessment_of_the_documents_works(tmp_path: Path) -> None:
    shutil.copytree(HARBOUR / "inputs", tmp_path / "inputs")
    page = ROOT / "docs" / "desk.md"
    (settings,) = [one for one in fenced(page, "yaml") if "assessment:" in one]
    (words,) = fenced(page, "markdown")
    (tmp_path / "briefgen.yaml").write_text(settings, "utf-8")
    (tmp_path / "assessment.md").write_text(words, "utf-8")
    build = [sys.executable, "-m", "briefgen", "build", "--format", "html", "--week", "2026-W47"]
    out = subprocess.run(build, cwd=tmp_path, capture_output=True, text=True, check=True)
    brief = json.loads((tmp_path / out.stdout.strip() / "brief.json").read_text("utf-8"))
    assert [one["title"] for one in brief["sections"] if one["title"]] == [
        "Our view", "What to watch",
    ]  # fmt: skip
    assert "warning" not in out.stderr

    (tmp_path / "assessment.md").write_text(words.replace("[S1 ¶2]", "[S1 ¶40]"), "utf-8")
    refused = subprocess.run(build, cwd=tmp_path, capture_output=True, text=True, check=False)
    (message,) = [line for line in "".join(fenced(page, "text")).splitlines() if line]
    assert message.partition("; nearest")[0] in refused.stderr


@pytest.mark.parametrize("number", [0, 1], ids=["on what is shown", "on what was found"])
def test_example_decisions_are_applied(tmp_path: Path, number: int) -> None:
    shutil.copytree(HARBOUR, tmp_path / "harbour")
    blocks = fenced(ROOT / "docs" / "desk.md", "yaml")
    decisions = [block for block in blocks if re.search(r"^- ", block, re.MULTILINE)][number]
    (tmp_path / "harbour" / "decisions.yaml").write_text(decisions, "utf-8")
    extract = [sys.executable, "-m", "briefgen", "extract"]
    where = tmp_path / "harbour"
    out = subprocess.run(extract, cwd=where, capture_output=True, text=True, check=True).stdout
    evidence = json.loads(out)
    named = re.findall(r"^- (\w+):", decisions, re.MULTILINE)
    assert {one["act"] for one in evidence["decided"]} == set(named)
    assert evidence["stale"] == []


def test_own_words_of_the_documents_are_read(tmp_path: Path) -> None:
    own = next(fenced(ROOT / "docs" / "desk.md", "yaml"))
    (tmp_path / "briefgen.yaml").write_text(own, "utf-8")
    config = load_config(tmp_path / "briefgen.yaml")
    assert config.headline
    assert config.bottom_line
    assert config.reviewed_by


def test_template_of_the_documents_works(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "templates.md").read_text("utf-8")
    files = re.findall(r"^`(house/[\w./]+)`.*?^```\w+\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    for name, content in files:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content, "utf-8")
    verified = dam_brief()
    own = replace(verified, brief=replace(verified.brief, template=str(tmp_path / "house")))
    printed = render(own, ("html",))
    page = next(one for one in printed if one.path == "brief.html").content.decode()

    check_house_style(own, ("html",), printed)
    assert len(files) == 3
    assert "<p>Questions: desk@example.org</p>" in page
    assert "h1 { font-style: italic; }" in page
    assert "What we could not find out:" in page
    assert find_design(str(tmp_path / "house")).page == "Letter"


def test_every_configuration_key_is_documented() -> None:
    text = (ROOT / "docs" / "configuration.md").read_text("utf-8")
    documented = re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)
    limits = asdict(DEFAULT_LIMITS)
    assert documented == [*Config.__dataclass_fields__, *limits]
    for name, value in limits.items():
        assert re.search(rf"^\| `{name}` \| {value:,}|^\| `{name}` \| {value} ", text, re.MULTILINE)
    for name in SectionName:
        assert f"`{name}`" in text


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_named_in_passing_are_there(page: Path) -> None:
    targets = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    for command in NAMED.findall(page.read_text("utf-8")):
        what = command.split()[0]
        if what != "-m":
            assert what in targets or (ROOT / what).exists(), command


def test_every_decision_is_listed_and_has_its_parts() -> None:
    index, *pages = sorted(DECISIONS, key=lambda page: page.name != "README.md")
    listed = re.findall(
        r"^\| \[[^]]+\]\(([\w-]+\.md)\) \| .+ \|$", index.read_text("utf-8"), re.MULTILINE
    )
    assert sorted(listed) == [page.name for page in pages]
    for page in pages:
        text = page.read_text("utf-8")
        assert re.findall(r"^## (.+)$", text, re.MULTILINE) == ["Tried", "Figures", "Why"], page
        assert "**Kept:**" in text, page
        assert "**Dropped:**" in text, page


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_modules_named_in_the_documents_are_there(page: Path) -> None:
    own = (ROOT / folder for folder in ("benchmarks", "briefgen", "tests", "tools"))
    modules = [module.as_posix() for folder in own for module in folder.rglob("*.py")]
    for name in re.findall(r"`([\w/]+\.py)`", page.read_text("utf-8")):
        assert any(module.endswith(f"/{name}") for module in modules), name


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_documents_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), target


def test_the_check_without_briefgen_works_as_printed(tmp_path: Path) -> None:
    project = tmp_path / "harbour"
    shutil.copytree(HARBOUR, project)
    build = [sys.executable, "-m", "briefgen", "build", "--format", "html"]
    out = subprocess.run(build, cwd=project, capture_output=True, text=True, check=True).stdout
    check, digest = fenced(ROOT / "docs" / "evidence.md", "python")
    folder = project / out.strip()
    subprocess.run([sys.executable, "-c", check], cwd=folder, check=True)
    told = subprocess.run(
        [sys.executable, "-c", digest], cwd=folder, capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == json.loads((folder / "brief.json").read_text("utf-8"))["content"]


def test_the_documented_keys_are_those_of_the_evidence(tmp_path: Path) -> None:
    project = tmp_path / "harbour"
    shutil.copytree(HARBOUR, project)
    extract = [sys.executable, "-m", "briefgen", "extract"]
    out = subprocess.run(extract, cwd=project, capture_output=True, text=True, check=True).stdout
    evidence = json.loads(out)
    text = (ROOT / "docs" / "evidence.md").read_text("utf-8")
    keys = text.partition("## What verify answers")[0]
    rows = dict(re.findall(r"^\| `(\w+)` \| (.*) \|$", keys, re.MULTILINE))
    for key in ("sources", "facts", "actors", "quotations", "events", "disagreements", "skipped"):
        named = set(re.findall(r"`(\w+)`", rows[key]))
        assert set(evidence[key][0]) <= named, key

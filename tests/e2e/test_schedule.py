"""The schedules of the documents: the units are valid, the lines run."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from e2e.test_weeks import prepared
from mail.servers import serving

pytestmark = pytest.mark.slow

SCHEDULE = Path(__file__).parents[2] / "docs" / "schedule"
ANALYZE = shutil.which("systemd-analyze")


def installed(folder: Path) -> Path:
    """Make a project as the documents have it, with briefgen in its own .venv."""
    (folder / ".venv" / "bin").mkdir(parents=True)
    program = folder / ".venv" / "bin" / "briefgen"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m briefgen "$@"\n', "utf-8")
    program.chmod(0o755)
    return folder


@pytest.mark.skipif(ANALYZE is None, reason="there is no systemd here")
def test_the_units_are_valid(tmp_path: Path) -> None:
    for unit in SCHEDULE.glob("briefgen-weekly.*"):
        shutil.copy(unit, tmp_path)
    done = subprocess.run(
        [str(ANALYZE), "verify", "--man=no", *map(str, tmp_path.iterdir())],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "briefgen-weekly" not in done.stderr, done.stderr


@pytest.mark.skipif(ANALYZE is None, reason="there is no systemd here")
@pytest.mark.parametrize(
    ("after", "next_utc"),
    [
        ("2026-03-28 00:00:00", "2026-03-30 04:00:00"),
        ("2026-10-24 00:00:00", "2026-10-26 05:00:00"),
    ],
)
def test_the_timer_keeps_its_hour_when_clocks_change(after: str, next_utc: str) -> None:
    timer = (SCHEDULE / "briefgen-weekly.timer").read_text("utf-8")
    (calendar,) = re.findall(r"^OnCalendar=(.*)$", timer, re.MULTILINE)
    done = subprocess.run(
        [str(ANALYZE), "calendar", f"--base-time={after} UTC", calendar],
        env={**os.environ, "TZ": "UTC"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert next_utc in done.stdout


def commands() -> list[str]:
    service = (SCHEDULE / "briefgen-weekly.service").read_text("utf-8")
    (unit,) = re.findall(r"^ExecStart=(.*)$", service, re.MULTILINE)
    (cron,) = re.findall(
        r"^0 6-12 \* \* 1 (.*)$", (SCHEDULE / "crontab").read_text("utf-8"), re.MULTILINE
    )
    job = yaml.safe_load((SCHEDULE / "ci.yml").read_text("utf-8"))
    return [unit, cron.removeprefix("cd /srv/brief && "), job["jobs"]["brief"]["steps"][0]["run"]]


def test_each_line_runs_the_week_and_the_next_finds_it_done(tmp_path: Path) -> None:
    with serving() as server:
        project = installed(prepared(tmp_path, server.port))
        week = {"SOURCE_DATE_EPOCH": "1794895200"}
        for command in commands():
            done = subprocess.run(
                ["/bin/sh", "-c", command], cwd=project, env={**os.environ, **week},
                capture_output=True, text=True, check=False,
            )  # fmt: skip
            assert done.returncode == 0, f"{command}\n{done.stderr}"
            assert done.stdout.strip() == "out/2026-11-17-tellin-valley-weekly"
        assert len(server.taken) == 2

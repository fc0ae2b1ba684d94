"""What a note says is proved by a second reading of the files, not by the first."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from conftest import HARBOUR

from briefgen.config import load_config
from briefgen.errors import VerificationFailed
from briefgen.manner import Event, Manner, Phase
from briefgen.pipeline import draft, gather_inputs

ISSUE = date(2026, 11, 23)


def test_a_source_that_changed_between_both_readings_is_refused(tmp_path: Path) -> None:
    inputs = tmp_path / "inputs"
    shutil.copytree(HARBOUR / "inputs", inputs)
    config = load_config(HARBOUR / "briefgen.yaml")
    config = replace(config, state=str(tmp_path / "state"))

    def change(event: Event) -> None:
        if event == Phase("checking"):
            text = (inputs / "agency.txt").read_text("utf-8")
            (inputs / "agency.txt").write_text(text.replace("two", "ten"), "utf-8")

    gathered = gather_inputs([inputs], config, ISSUE, manner=Manner(progress=change))
    with pytest.raises(VerificationFailed, match="S1 is not the file the brief was made from"):
        draft(gathered, config, ISSUE)

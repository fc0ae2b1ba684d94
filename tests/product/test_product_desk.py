"""The desk in a real browser: keys, what is read aloud, how it looks, and hostile pages."""

import json
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from e2e.desks import desk
from product.conftest import HERE, ROOT, Tools

from briefgen.desk import Doorway

STALE = """- day: "These words stand in no source."
  in: agency-report.txt
  is: 2024-09-24
"""
"""A decision that finds nothing, so that there is a notice."""

HOSTILE = HERE / "hostile.html"
"""What a page of another port of this machine tries."""


@pytest.fixture(scope="module")
def worked(
    tools: Tools, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[dict[str, Any], Path]]:
    """What a browser has heard and seen at a desk with the sample, and the desk's folder."""
    tools.path("axe")
    tools.path("playwright")
    project = tmp_path_factory.mktemp("desk")
    for name in ("inputs", "briefgen.yaml"):
        (project / name).symlink_to(ROOT / name)
    (project / ".briefgen" / "desk").mkdir(parents=True)
    (project / ".briefgen" / "desk" / "name").write_text("A. Analyst")
    (project / "decisions.yaml").write_text(STALE, "utf-8")
    with desk(project) as (client, process):
        seen = client.fresh()["seen"]
        fact = next(task for task in client.tasks() if task.startswith("fact-"))
        page = HOSTILE.read_text("utf-8").replace("TARGET", f"http://127.0.0.1:{client.port}")
        page = page.replace("TASK", fact).replace("SEEN", seen)
        line = process.stderr.readline()
        address = line.split()[-1]
        with serving(page) as hostile:
            way = Doorway(project / "open.html").open(address)
            asked = {"chromium": tools.path("chromium"), "address": way, "hostile": hostile}
            done = subprocess.run(
                [tools.path("node"), str(HERE / "desk.mjs")],
                input=json.dumps(asked),
                capture_output=True,
                text=True,
                check=False,
                timeout=300,
            )
        assert done.returncode == 0, done.stderr
        yield json.loads(done.stdout), project


def serving(page: str) -> Any:  # noqa: ANN401 - a context
    return _Serving(page)


class _Serving:
    """Serves one page on another port of this machine, as any local program could."""

    def __init__(self, page: str) -> None:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.end_headers()
                self.wfile.write(page.encode())

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)

    def __enter__(self) -> str:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{self._server.server_address[1]}/"

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


Worked = tuple[dict[str, Any], Path]


def test_keys_decide_and_the_page_says_so(worked: Worked) -> None:
    found, project = worked
    steps = found["steps"]
    assert steps["accept"]["said"] == "Accepted."
    assert steps["next"] == found["order"][found["order"].index(found["first"]) + 1]
    assert steps["focus"] == "item"
    assert steps["hide"]["said"] == "Hidden."
    assert steps["pin"]["said"] == "Pinned."
    assert steps["undo"]["said"] == "Taken back."
    assert steps["down"]["said"] == "Moved."
    entries = (project / "decisions.yaml").read_text("utf-8")
    for act in ("- hide: ", "- pin: ", "- undo: ", "- above: "):
        assert entries.count(act) >= 1, act
    assert found["fresh"] < 2000


def test_choices_come_from_the_source_and_partners_from_the_evidence(worked: Worked) -> None:
    found, _ = worked
    assert len(found["speakers"]) >= 2
    assert found["speakers"][-1].endswith("Nobody: the source does not say")
    assert found["choosing"]
    assert found["back"] is False
    assert found["partners"]
    assert found["splits"]


def test_an_item_is_seen_in_its_source_and_in_the_draft(worked: Worked) -> None:
    found, _ = worked
    assert found["marked"]
    assert found["neighbours"] >= 1
    assert found["outlined"] == 1
    assert found["clicked"].startswith("actor-")
    assert found["source"].startswith("/draft/sources/S")


def test_marks_are_checked_while_they_are_written(worked: Worked) -> None:
    assert worked[0]["wrong"].startswith("1:")
    assert "S77" in worked[0]["wrong"]


def test_nothing_jumps_and_nothing_fails(worked: Worked) -> None:
    found, _ = worked
    assert found["moved"] < 0.02
    assert found["stays"][0] == found["stays"][1]
    assert found["errors"] == []
    (origin,) = set(found["requests"])
    assert origin.startswith("http://127.0.0.1:")
    assert found["address"] == "/"


def test_the_keyboard_reaches_everything_and_is_seen(worked: Worked) -> None:
    reached = [name for _, name, _ in worked[0]["reached"]]
    assert [name for tag, name, seen in worked[0]["reached"] if not seen and tag != "BODY"] == []
    for name in ("Make the files", "Open source", "Accept", "Pin"):
        assert any(name in one for one in reached), (name, reached)


def test_no_state_of_the_page_has_a_barrier_or_is_too_wide(worked: Worked) -> None:
    found, _ = worked
    assert len(found["violations"]) == 28
    for where, violations in found["violations"].items():
        assert violations == [], where
    for where, beyond in found["widths"].items():
        assert max(beyond) <= 0, where


def test_a_page_of_another_port_can_change_nothing(worked: Worked) -> None:
    """It is of the same site, so the browser sends it the cookie, and still it gets nowhere."""
    found, project = worked
    assert found["hostile"]["read"] == "failed"
    assert found["hostile"]["decide"] == "failed"
    assert found["hostile"]["script"] == "failed"
    assert found["hostile"]["framed"] == "not seen"
    assert found["hostile"]["frames"] == 0
    assert (project / "decisions.yaml").read_text("utf-8").count("- hide: ") == 1


def test_a_notice_hides_neither_proof_nor_its_own_button(worked: Worked) -> None:
    found, _ = worked
    assert found["noticed"] == "1 decision holds no longer"
    assert found["proof"] is True
    assert found["whole"]
    assert all(found["whole"].values())


def test_what_was_done_is_shown_to_all(worked: Worked) -> None:
    assert worked[0]["told"] is True


def test_all_that_can_be_pressed_on_a_phone_is_big_enough(worked: Worked) -> None:
    for where, small in worked[0]["small"].items():
        assert small == [], where


def test_partners_are_found_by_their_words_and_days_are_chosen_by_digits(worked: Worked) -> None:
    found, _ = worked
    assert found["sought"]
    assert found["days"]
    assert found["digits"]


def test_words_with_a_wrong_mark_are_refused_and_not_lost(worked: Worked) -> None:
    assert worked[0]["refused"].startswith("We judge that it will hold")

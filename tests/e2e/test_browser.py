"""The finished pages in a real browser: width, links, colours."""

import html
import json
import re
import shutil
import subprocess
from collections.abc import Mapping
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from unit.briefs import dam_brief, small_brief

from briefgen.model.brief import VerifiedBrief
from briefgen.render import render

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), ""
)
pytestmark = pytest.mark.skipif(
    not CHROMIUM, reason="no Chromium here, so the pages were NOT tried: apt-get install chromium"
)

LONG = "https://example.org/" + "a" * 300

PROBE = """<!doctype html><title>probe</title><body><script>
const width = frame => frame.contentDocument.documentElement.scrollWidth;
const channels = colour => colour.match(/[\\d.]+/g).map(Number);
const light = colour => channels(colour).slice(0, 3)
  .map(c => colour.startsWith("color(") ? c : c / 255)
  .map(c => c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4)
  .reduce((sum, c, n) => sum + c * [.2126, .7152, .0722][n], 0);
const ground = (view, at) => {
  for (; at; at = at.parentElement) {
    const colour = view.getComputedStyle(at).backgroundColor;
    if (channels(colour)[3] !== 0) return colour;
  }
  return "rgb(255, 255, 255)";
};
const faint = frame => [...frame.contentDocument.querySelectorAll("body *")]
  .filter(e => e.getClientRects().length)
  .filter(e => [...e.childNodes].some(n => n.nodeType == Node.TEXT_NODE && n.data.trim()))
  .map(e => [e, frame.contentWindow.getComputedStyle(e).color, ground(frame.contentWindow, e)])
  .filter(([e, ink, paper]) => {
    const [low, high] = [light(ink), light(paper)].sort((a, b) => a - b);
    return (high + .05) / (low + .05) < 4.5;
  })
  .map(([e, ink, paper]) => `${e.tagName}.${e.className}: ${ink} on ${paper}`);
onload = () => {
  const frames = [...document.querySelectorAll("iframe")];
  const pages = new Map(frames.map(f => [f.contentWindow.location.pathname, f.contentDocument]));
  const lost = [...pages.values()].flatMap(page => [...page.querySelectorAll("a[href]")])
    .filter(a => a.protocol == "file:")
    .filter(a => !pages.get(a.pathname)
      || (a.hash && !pages.get(a.pathname).getElementById(decodeURIComponent(a.hash.slice(1)))));
  document.title = JSON.stringify({
    widths: frames.map(f => [f.clientWidth, width(f)]),
    links: [...pages.values()].flatMap(page => [...page.links]).length,
    lost: lost.map(a => a.href),
    faint: [...new Set(frames.flatMap(faint))],
    dark: frames.map(f => f.contentWindow.matchMedia("(prefers-color-scheme: dark)").matches),
  });
};
</script>FRAMES"""


def probe(folder: Path, frames: Mapping[str, tuple[int, ...]], *, dark: bool = False) -> Any:  # noqa: ANN401
    """Open pages of a folder in frames of these widths; return what the browser measures."""
    tags = "".join(
        f'<iframe src="{page}" style="border:0;width:{width}px;height:900px"></iframe>'
        for page, widths in frames.items()
        for width in widths
    )
    wrapper = folder / "probe.html"
    wrapper.write_text(PROBE.replace("FRAMES", tags), encoding="utf-8")
    done = subprocess.run(
        [
            CHROMIUM,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--hide-scrollbars",
            "--allow-file-access-from-files",
            f"--user-data-dir={folder / 'profile'}",
            f"--blink-settings=preferredColorScheme={0 if dark else 1}",
            "--window-size=1600,1000",
            "--virtual-time-budget=10000",
            "--dump-dom",
            wrapper.as_uri(),
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    title = re.search(r"<title>(\{.*?\})</title>", done.stdout)
    assert title, done.stderr
    return json.loads(html.unescape(title[1]))


def write(folder: Path, verified: VerifiedBrief) -> tuple[str, ...]:
    """Write the pages of a note, and its mail as mail.html; return the names of the copies."""
    (folder / "sources").mkdir()
    pages = {page.path: page.content for page in render(verified, ("html", "email"))}
    mail = message_from_bytes(pages["brief.eml"], policy=default)
    assert isinstance(mail, EmailMessage)
    body = mail.get_body(("html",))
    assert body
    (folder / "mail.html").write_text(body.get_content(), encoding="utf-8")
    for path, content in pages.items():
        (folder / path).write_bytes(content)
    return tuple(path for path in pages if path.startswith("sources/"))


@pytest.fixture
def dam(tmp_path: Path) -> tuple[Path, tuple[str, ...]]:
    return tmp_path, write(tmp_path, dam_brief())


def test_browser_finds_the_target_of_every_link(dam: tuple[Path, tuple[str, ...]]) -> None:
    folder, copies = dam
    found = probe(folder, {"brief.html": (1280,), **dict.fromkeys(copies, (800,))})

    assert found["lost"] == []
    assert found["links"] > 3 * len(dam_brief().brief.citations)


@pytest.mark.parametrize(
    "verified", [dam_brief(), small_brief(LONG, LONG, LONG, LONG)], ids=["plain", "long words"]
)
def test_browser_never_scrolls_sideways(verified: VerifiedBrief, tmp_path: Path) -> None:
    copies = write(tmp_path, verified)
    widths = {"brief.html": (320, 390, 700, 1280), **dict.fromkeys(copies, (320, 1280))}

    for frame, content in probe(tmp_path, {**widths, "mail.html": (390, 700)})["widths"]:
        assert content <= frame


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_browser_shows_text_that_stands_out(
    dam: tuple[Path, tuple[str, ...]], *, dark: bool
) -> None:
    folder, copies = dam
    widths = {"brief.html": (1280, 390), copies[0]: (800,), "mail.html": (700,)}
    found = probe(folder, widths, dark=dark)

    assert set(found["dark"]) == {dark}
    assert found["faint"] == []

"""The desk's server against whoever else can send it requests: a real one, by real connections."""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from e2e.desks import Client, desk

SOURCE = """The words <script>document.title = "owned"</script> stood on a wall in Holm on Thursday.

The ferry between Holm and Sand will run twice a day from Friday, the <b>company</b> said.
"""


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A page of a desk with one source, in which somebody has written markup."""
    project = tmp_path_factory.mktemp("guarded")
    (project / "inputs").mkdir()
    (project / "inputs" / "wall.txt").write_text(SOURCE, encoding="utf-8")
    settings = "issue_date: 2026-11-20\nformats: [html]\ndesk: {name: A. Analyst}\n"
    (project / "briefgen.yaml").write_text(settings, encoding="utf-8")
    with desk(project) as (client, _):
        client.fresh()
        yield client


def decision(client: Client) -> bytes:
    task = next(task for task in client.tasks() if task.startswith("fact-"))
    wish = {"task": task, "act": "accept", "choice": "", "seen": client.seen}
    return json.dumps(wish).encode()


def test_the_page_itself_may_decide(client: Client) -> None:
    assert client.ask("POST", "/decide", decision(client)).status == 200


def test_no_cookie_no_answer(client: Client) -> None:
    for path in ("/", "/queue", "/draft/brief.html", "/news?known=", "/static/desk.js", "/nothing"):
        assert client.ask("GET", path, headers={"Cookie": None}).status == 401
        assert client.ask("GET", path, headers={"Cookie": "briefgen-desk-1=x"}).status == 401
        forged = f"briefgen-desk-{client.port}=x"
        assert client.ask("GET", path, headers={"Cookie": forged}).status == 401
    assert client.ask("POST", "/decide", decision(client), {"Cookie": None}).status == 401


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "localhost.:{port}", None,
     "127.0.0.1.evil.example:{port}", "0.0.0.0:{port}", "127.0.0.2:{port}", "[::]:{port}"],
)  # fmt: skip
def test_another_host_is_refused(client: Client, host: str | None) -> None:
    """A name that somebody lets point to this machine is still not this server's."""
    named = host and host.format(port=client.port)
    for method, body in (("GET", None), ("POST", b"{}")):
        assert client.ask(method, "/", body, {"Host": named}).status in (400, 421)


def test_two_hosts_are_refused(client: Client) -> None:
    twice = {"Host": f"127.0.0.1:{client.port}", "host": "evil.example"}
    assert client.ask("GET", "/", headers=twice).status in (400, 421)


@pytest.mark.parametrize(
    "origin",
    ["http://evil.example", "null", "https://127.0.0.1:{port}", "http://127.0.0.1:1",
     "http://localhost:{port}", "http://127.0.0.1:{port}.evil.example", "http://127.0.0.1", None],
)  # fmt: skip
def test_another_origin_can_change_nothing(client: Client, origin: str | None) -> None:
    named = origin and origin.format(port=client.port)
    refused = client.ask("POST", "/decide", decision(client), {"Origin": named})
    assert refused.status == 403
    if origin:
        assert client.ask("GET", "/queue", headers={"Origin": named}).status == 403


def test_a_cookie_that_another_port_was_sent_decides_nothing(client: Client) -> None:
    """A browser sends it to every port of a machine; the key it keeps for the page's own."""
    for key in (None, "", "x", client.cookie):
        assert client.ask("POST", "/decide", decision(client), {"X-Desk-Key": key}).status == 403
    for path in ("/", "/queue", "/draft/brief.html", "/static/talk.js"):
        assert client.key not in client.get(path).text


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none"])
def test_a_request_from_another_site_is_refused(client: Client, site: str) -> None:
    """A page of another port of this machine is of the same site, and no page of the desk."""
    sent = {"Sec-Fetch-Site": site}
    assert client.ask("POST", "/decide", decision(client), sent).status == 403
    assert client.ask("GET", "/queue", headers=sent).status == (200 if site == "none" else 403)


@pytest.mark.parametrize(
    "path",
    ["/draft/../briefgen.yaml", "/draft/..%2f..%2fbriefgen.yaml", "/draft/%2e%2e/decisions.yaml",
     "/draft//etc/passwd", "/draft/sources/..%5cS1.html", "/static/..%2fguard.py",
     "/static/guard.py", "/static/../guard.py", "/fonts/../../../etc/passwd",
     "/draft/sources/S1.html%00",
     "/item/../x"],
)  # fmt: skip
def test_nothing_outside_is_served(client: Client, path: str) -> None:
    assert client.get(path).status == 404


def test_what_is_too_long_is_refused_and_said(client: Client) -> None:
    wish = {"task": "x", "act": "headline", "choice": "a" * 5_000_000, "seen": client.seen}
    refused = client.ask("POST", "/decide", json.dumps(wish).encode())
    assert refused.status == 413
    assert "65536 bytes" in refused.text


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{", b'{"task": 1}', b'{"task": {"a": "b"}}', b"\xff", b"task=x&act=hide"]
)
def test_what_no_page_sends_is_refused(client: Client, body: bytes) -> None:
    assert client.ask("POST", "/decide", body).status == 400
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    assert client.ask("POST", "/decide", b"{}", form).status == 400


def test_only_what_can_be_asked_is_answered(client: Client) -> None:
    assert client.ask("GET", "/decide").status == 405
    assert client.ask("PUT", "/decide", b"{}", {"Origin": None}).status == 403
    assert client.ask("OPTIONS", "/decide").status in (403, 405)
    unknown = {"task": "fact-x", "act": "hide", "choice": "", "seen": client.seen}
    assert client.ask("POST", "/decide", json.dumps(unknown).encode()).status == 409
    (fact, *_) = [task for task in client.tasks() if task.startswith("fact-")]
    for act in ("undo", "rm", "title", ""):
        assert not client.decide(fact, act)["kept"]
    assert client.get(f"/choices/{fact}/undo").status == 404


def test_script_in_a_source_is_text(client: Client) -> None:
    assert "&lt;script&gt;" in client.get("/draft/sources/S1.html").text
    pages = [client.get(f"/item/{task}") for task in client.tasks()]
    pages += [client.get(path) for path in ("/", "/queue", "/notices", "/draft/brief.html")]
    for page in pages:
        assert "<script>document" not in page.text
    assert any("&lt;script&gt;" in page.text for page in pages)


def test_every_answer_says_what_may_be_done_with_it(client: Client) -> None:
    for path in ("/", "/queue", "/static/desk.js", "/draft/brief.html", "/nothing"):
        headers = client.get(path).headers
        assert headers["cache-control"] == "no-store"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert "access-control-allow-origin" not in headers
    policy = client.get("/").headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    draft = client.get("/draft/brief.html").headers["content-security-policy"]
    assert "script-src" not in draft
    assert "default-src 'none'" in draft
    assert "allow-scripts" not in draft


def test_the_address_lets_one_browser_in_and_a_new_one_is_printed(tmp_path: Path) -> None:
    (tmp_path / "inputs").mkdir()
    (tmp_path / "inputs" / "a.txt").write_text(SOURCE, encoding="utf-8")
    with desk(tmp_path) as (client, process):
        name, _, rest = client.cookie.partition("=")
        assert name == f"briefgen-desk-{client.port}"
        assert rest
        another = Client(client.address)
        refused = another.enter()
        assert refused.status == 401
        assert "set-cookie" not in refused.headers
        line = process.stderr.readline()
        assert line.startswith("for another browser: ")
        next_one = Client(line.split()[-1])
        assert urlsplit(next_one.address).path != urlsplit(client.address).path
        entered = next_one.enter()
        assert (entered.status, entered.headers["location"]) == (303, f"/#key={next_one.key}")
        assert "HttpOnly" in entered.headers["set-cookie"]
        assert "SameSite=strict" in entered.headers["set-cookie"]
        assert client.get("/").status == 200


def test_a_browser_that_a_file_leads_here_is_let_in_by_the_token_alone(tmp_path: Path) -> None:
    """What begins elsewhere brings no cookie along: so a page of this server leads on."""
    (tmp_path / "inputs").mkdir()
    (tmp_path / "inputs" / "a.txt").write_text(SOURCE, encoding="utf-8")
    led = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    with desk(tmp_path) as (_, process):
        address = process.stderr.readline().split()[-1]
        path = urlsplit(address).path
        fresh = Client(address)
        assert fresh.ask("GET", "/", headers=led).status == 403
        assert fresh.ask("GET", "/open/x", headers=led).status == 401
        fetched = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}
        assert fresh.ask("GET", path, headers=fetched).status == 403
        entered = fresh.ask("GET", path, headers=led)
        assert entered.status == 200
        assert 'http-equiv="refresh"' in entered.text
        assert "SameSite=strict" in entered.headers["set-cookie"]
        assert entered.headers["content-security-policy"] == "default-src 'none'"
        assert fresh.ask("GET", path, headers=led).status == 401

"""Who may talk to the page: the browser that came by the printed address, and nobody else.

A page of another site that is open in the same browser can send requests here, and with a name
that it lets point to this machine even read the answers. So every request must be for one of this
server's own names with its port, come from its own pages or from nowhere, and carry the cookie
that the printed address was exchanged for. A browser sends cookies to every port of a machine;
so what changes anything must also carry a key, which the page keeps for its own port alone.
"""

import hmac
from collections.abc import Awaitable, Callable, MutableMapping
from secrets import token_urlsafe
from typing import Any

from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

LONGEST = 64 * 1024
"""The most bytes of a request: the longest decision is an assessment of some pages."""

_SWALLOWED = 32 * 1024 * 1024
"""So many bytes of a refused request are read and thrown away, so that its sender hears why."""

KEY = "X-Desk-Key"
"""The header with the key."""

_ENTRANCE = "/open/"
_READING = ("GET", "HEAD")

PAGE_POLICY = (
    "default-src 'none'; "
    "script-src 'self'; "
    "style-src 'self'; "
    "font-src 'self'; "
    "img-src 'self' data:; "
    "connect-src 'self'; "
    "frame-src 'self'; "
    "form-action 'none'; "
    "base-uri 'none'; "
    "frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; "
    "trusted-types desk"
)
"""What the page may load: its own files alone; nothing inline is run."""

DRAFT_POLICY = (
    "default-src 'none'; "
    "style-src 'unsafe-inline'; "
    "img-src data:; "
    "font-src data:; "
    "form-action 'none'; "
    "base-uri 'none'; "
    "frame-ancestors 'self'; "
    "sandbox allow-same-origin"
)
"""What a draft may do, whatever its sources or its template hold: be seen, and run nothing."""

_ALWAYS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class Door:
    """The token in the printed address, good for one entrance, and the secrets it gives."""

    def __init__(self, port: int) -> None:
        """Think of a token and two secrets; the cookie's name says to which port it belongs."""
        self.cookie = f"briefgen-desk-{port}"
        self.key = token_urlsafe(32)
        self._secret = token_urlsafe(32)
        self._token = token_urlsafe(32)

    @property
    def path(self) -> str:
        """Where the next entrance is."""
        return f"{_ENTRANCE}{self._token}"

    def enter(self, path: str) -> str | None:
        """Return the secret for a token that is still good, which it then is no longer."""
        if not _same(path, self.path):
            return None
        self._token = token_urlsafe(32)
        return self._secret

    def knows(self, cookies: list[str]) -> bool:
        """Tell whether the secret is among the cookies of a request."""
        for line in cookies:
            held = cookie_parser(line).get(self.cookie)
            if held and _same(held, self._secret):
                return True
        return False


def _same(told: str, secret: str) -> bool:
    """Compare in a time that tells nothing."""
    return hmac.compare_digest(told.encode(), secret.encode())


class Guard:
    """Lets a request through to the app, or answers it with what it lacks."""

    def __init__(self, app: App, port: int, door: Door, entered: Callable[[], None]) -> None:
        """Stand before `app`; `entered` is told when a token was used."""
        self._app = app
        self._door = door
        self._entered = entered
        self._hosts = {f"{name}:{port}" for name in ("127.0.0.1", "localhost", "[::1]")}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        headers = Headers(scope=scope)
        body = await _body(receive)
        answer = self._refusal(scope, headers, body) or self._entrance(scope, headers)
        if answer is not None:
            answer.headers.update(_ALWAYS)
            await answer(scope, receive, send)
            return
        await self._app(scope, _replay(body or b""), _with_headers(send))

    def _refusal(self, scope: Scope, headers: Headers, body: bytes | None) -> Response | None:
        """Return why a request is not for this server, or not from its own pages."""
        hosts = headers.getlist("host")
        if len(hosts) != 1 or hosts[0].lower() not in self._hosts:
            return _refused(421, "This server is only for the browser on its own machine.")
        own = f"http://{hosts[0].lower()}"
        origins = headers.getlist("origin")
        reading = scope["method"] in _READING
        if origins != [own] and not (reading and not origins):
            return _refused(403, "Refused: the request comes from another page.")
        if headers.get("sec-fetch-site", "same-origin") not in (
            ("same-origin", "none") if reading else ("same-origin",)
        ) and not _comes_in(scope, headers):
            return _refused(403, "Refused: the request comes from another site.")
        if not reading and not _same(headers.get(KEY, ""), self._door.key):
            return _refused(403, "Refused: open the address that briefgen printed last.")
        if body is None:
            return _refused(413, f"Refused: more than {LONGEST} bytes.")
        return None

    def _entrance(self, scope: Scope, headers: Headers) -> Response | None:
        """Exchange a token for the cookie, and turn away who has neither."""
        path = scope["path"]
        known = self._door.knows(headers.getlist("cookie"))
        if path.startswith(_ENTRANCE) and scope["method"] == "GET":
            secret = self._door.enter(path)
            if secret:
                self._entered()
            if secret or known:
                home = f"/#key={self._door.key}" if secret else "/"
                answer = _onward(home) if _is_led(headers) else RedirectResponse(home, 303)
                if secret:
                    answer.set_cookie(self._door.cookie, secret, httponly=True, samesite="strict")
                return answer
        if not known:
            return _refused(401, "Open the address that briefgen printed last; each works once.")
        return None


def _comes_in(scope: Scope, headers: Headers) -> bool:
    """Tell whether a browser was led here, to be let in if it has the token."""
    entrance = scope["method"] == "GET" and scope["path"].startswith(_ENTRANCE)
    return entrance and headers.get("sec-fetch-mode") == "navigate"


def _is_led(headers: Headers) -> bool:
    """Tell whether a browser comes from a page that is not of this server, as from a file."""
    return headers.get("sec-fetch-site", "none") not in ("none", "same-origin")


def _onward(home: str) -> Response:
    """Lead on by a page of this server: on a way that begins elsewhere no cookie goes along."""
    page = f'<!doctype html><meta http-equiv="refresh" content="0; url={home}"><title>Desk</title>'
    return HTMLResponse(page, headers={"Content-Security-Policy": "default-src 'none'"})


def _refused(status: int, words: str) -> Response:
    return PlainTextResponse(f"{words}\n", status)


async def _body(receive: Receive) -> bytes | None:
    """Return the body of a request, None for one that is too long."""
    body = b""
    size = 0
    while True:
        message = await receive()
        chunk = message.get("body", b"")
        size += len(chunk)
        body = body + chunk if size <= LONGEST else b""
        if not message.get("more_body") or size > _SWALLOWED:
            return body if size <= LONGEST else None


def _replay(body: bytes) -> Receive:
    """Return what gives the app the body that was read already."""
    told = False

    async def receive() -> Message:
        nonlocal told
        if told:
            return {"type": "http.disconnect"}
        told = True
        return {"type": "http.request", "body": body, "more_body": False}

    return receive


def _with_headers(send: Send) -> Send:
    """Return what sends an answer with the headers that every answer has."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            held = {name.lower() for name, _ in message["headers"]}
            added = (
                (name.lower().encode(), value.encode())
                for name, value in _ALWAYS.items()
                if name.lower().encode() not in held
            )
            message["headers"] = [*message["headers"], *added]
        await send(message)

    return sending

"""The server of the page: on this machine's own loopback address, behind the guard."""

import asyncio
import json
import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from briefgen.desk.deciding import Desk, Told, Wish
from briefgen.desk.guard import DRAFT_POLICY, PAGE_POLICY, App, Door, Guard
from briefgen.desk.views import Views
from briefgen.render.fonts import FACES

LOOPBACK = "127.0.0.1"

_PATIENCE = 20.0
_BEAT = 0.03
"""Seconds that a question for news is held at most, and between two looks for them."""

_STATIC = {"desk.css": "text/css", "desk.js": "text/javascript", "draft.js": "text/javascript",
           "talk.js": "text/javascript"}  # fmt: skip
_KINDS = {".html": "text/html", ".txt": "text/plain", ".json": "application/json"}


@dataclass(frozen=True, slots=True)
class Opened:
    """Where the server can be reached: its socket, its door, and the port."""

    listening: socket.socket
    port: int
    door: Door

    @property
    def address(self) -> str:
        """The address that lets a browser in, once."""
        return f"http://{LOOPBACK}:{self.port}{self.door.path}"


def open_port(port: int) -> Opened:
    """Take a port of the loopback address, 0 for any that is free. Raises OSError."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((LOOPBACK, port))
        listening.listen()
    except OSError:
        listening.close()
        raise
    taken = listening.getsockname()[1]
    return Opened(listening, taken, Door(taken))


def serve(opened: Opened, desk: Desk, entered: Callable[[], None]) -> None:
    """Answer the browser until the process is told to end; `entered` hears of each entrance."""
    app = Guard(_app(desk), opened.port, opened.door, entered)
    config = uvicorn.Config(
        app,
        log_level="error",
        access_log=False,
        server_header=False,
        date_header=False,
        ws="none",
        lifespan="off",
        timeout_graceful_shutdown=1,
    )
    server = _Ending(config, desk)
    server.run(sockets=[opened.listening])


class _Ending(uvicorn.Server):
    """A server that lets those go who wait for news when it is to end."""

    def __init__(self, config: uvicorn.Config, desk: Desk) -> None:
        super().__init__(config)
        self._desk = desk

    def handle_exit(self, sig: int, frame: Any) -> None:  # noqa: ANN401 - uvicorn's own
        self._desk.end()
        super().handle_exit(sig, frame)


def _app(desk: Desk) -> App:
    views = Views(desk)
    answers = _Answers(desk, views)
    routes = [
        Route("/", answers.page),
        Route("/static/{name}", answers.static),
        Route("/fonts/{name}", answers.font),
        Route("/draft/{path:path}", answers.draft),
        Route("/notices", answers.notices),
        Route("/news", answers.news),
        Route("/make", answers.make, methods=["POST"]),
    ]
    if desk.deciding:
        routes += [
            Route("/queue", answers.queue),
            Route("/item/{task}", answers.item),
            Route("/choices/{task}/{act}", answers.choices),
            Route("/decide", answers.decide, methods=["POST"]),
            Route("/undo", answers.undo, methods=["POST"]),
            Route("/answer", answers.answer, methods=["POST"]),
            Route("/check", answers.check, methods=["POST"]),
            Route("/who", answers.who, methods=["POST"]),
        ]
    return Starlette(routes=routes, exception_handlers={_Malformed: _malformed})


class _Malformed(Exception):
    """A request that the page itself never sends."""


def _malformed(_: Request, error: Exception) -> Response:
    return PlainTextResponse(f"Refused: {error}\n", 400)


class _Answers:
    """What each address answers; what takes longer than a moment is done on a thread."""

    def __init__(self, desk: Desk, views: Views) -> None:
        self._desk = desk
        self._views = views
        self._fonts = _fonts()

    def page(self, _: Request) -> Response:
        return _page(self._views.page())

    def queue(self, _: Request) -> Response:
        return _page(self._views.queue())

    def notices(self, _: Request) -> Response:
        return _page(self._views.notices())

    def item(self, request: Request) -> Response:
        return _found(self._views.item(request.path_params["task"]))

    def choices(self, request: Request) -> Response:
        named = request.path_params
        sought = request.query_params.get("sought", "")
        return _found(self._views.choices(named["task"], named["act"], sought))

    def static(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name not in _STATIC:
            return _missing()
        content = resources.files("briefgen.desk").joinpath("static", name).read_bytes()
        return Response(content, media_type=_STATIC[name])

    def font(self, request: Request) -> Response:
        content = self._fonts.get(request.path_params["name"])
        return Response(content(), media_type="font/ttf") if content else _missing()

    def draft(self, request: Request) -> Response:
        path = request.path_params["path"]
        content = self._desk.files().get(path)
        if content is None:
            return _missing()
        kind = next((kind for end, kind in _KINDS.items() if path.endswith(end)), "text/plain")
        return Response(content, media_type=kind, headers={"Content-Security-Policy": DRAFT_POLICY})

    async def news(self, request: Request) -> Response:
        """Answer as soon as anything is other than what the page has, or after some seconds."""
        known = request.query_params.get("known", "")
        waited = 0.0
        while waited < _PATIENCE and not self._desk.ended and known == self._desk.news().number:
            await asyncio.sleep(_BEAT)
            waited += _BEAT
        return JSONResponse(self._desk.news().plain())

    async def decide(self, request: Request) -> Response:
        return await self._told(request, Wish.of, self._desk.decide)

    async def undo(self, request: Request) -> Response:
        return await self._told(request, Wish.of, self._desk.undo)

    async def answer(self, request: Request) -> Response:
        return await self._told(request, Wish.of, self._desk.answer)

    async def who(self, request: Request) -> Response:
        return await self._told(request, Wish.of, self._desk.keep_name)

    async def make(self, request: Request) -> Response:
        return await self._told(request, Wish.of, self._desk.make)

    async def check(self, request: Request) -> Response:
        wish = Wish.of(await _value(request))
        errors = await run_in_threadpool(self._desk.check, wish)
        return JSONResponse({"errors": errors})

    async def _told(
        self,
        request: Request,
        of: Callable[[Mapping[str, str]], Wish],
        does: Callable[[Wish], Told],
    ) -> Response:
        told = await run_in_threadpool(does, of(await _value(request)))
        return JSONResponse(told.plain(), 200 if told.kept else 409)


async def _value(request: Request) -> dict[str, str]:
    """Return what was sent: plain words by their names, as the page sends them."""
    if request.headers.get("content-type") != "application/json":
        raise _Malformed("not JSON")
    try:
        value = json.loads(await request.body())
    except ValueError as error:
        raise _Malformed("not JSON") from error
    if not isinstance(value, dict) or not all(isinstance(v, str) for v in value.values()):
        raise _Malformed("not words by their names")
    return value


def _page(html: str) -> Response:
    return HTMLResponse(html, headers={"Content-Security-Policy": PAGE_POLICY})


def _found(html: str | None) -> Response:
    return _missing() if html is None else _page(html)


def _missing() -> Response:
    return PlainTextResponse("There is no such page.\n", 404)


def _fonts() -> Mapping[str, Callable[[], bytes]]:
    """Return the faces of the two families by their file names."""
    return {
        f"{family}-{style}.ttf": resources.files(package)
        .joinpath("files", f"{family}-{style}.ttf")
        .read_bytes
        for package, family, styles in FACES
        for style in styles
    }

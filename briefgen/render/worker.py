"""The process that fills a user's own templates: bounds itself, then answers until its input ends.

A request is a pickled file name, brief and further values; `wire` tells what an answer is.
"""

import os
import pickle
import resource
import sys
from functools import cache, partial
from typing import IO

from briefgen.errors import TemplateError
from briefgen.render.confined import SECONDS
from briefgen.render.environment import open_templates
from briefgen.render.wire import DONE, WRONG, receive, send

MEMORY = int(os.environ.get("BRIEFGEN_TEMPLATE_MEGABYTES", "2048")) * 1024**2
"""Bytes of memory the process may use in all."""

_HUNGRY = f"needs more than {MEMORY // 1024**2} MB of memory: look for text that grows in a loop"


def serve(name: str, incoming: IO[bytes], outgoing: IO[bytes]) -> None:
    """Fill the templates of one folder as asked, until nothing more is asked."""
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    limit = MEMORY if most == resource.RLIM_INFINITY else min(MEMORY, most)
    resource.setrlimit(resource.RLIMIT_AS, (limit, most))
    templates = cache(partial(open_templates, name, confined=False))
    while True:
        try:
            file, brief, values = pickle.loads(receive(incoming))  # noqa: S301 - from our parent
        except EOFError:
            return
        used = resource.getrusage(resource.RUSAGE_SELF)
        spent = int(used.ru_utime + used.ru_stime) + 1
        resource.setrlimit(resource.RLIMIT_CPU, (spent + SECONDS, resource.RLIM_INFINITY))
        try:
            text = templates().fill_here(file, brief, values)
            send(outgoing, DONE + text.encode("utf-8", "surrogatepass"))
        except TemplateError as error:
            send(outgoing, WRONG + str(error).encode("utf-8", "surrogatepass"))
        except MemoryError:
            send(outgoing, WRONG + f"{name}/{file}: {_HUNGRY}".encode())


if __name__ == "__main__":
    serve(sys.argv[1], sys.stdin.buffer, sys.stdout.buffer)

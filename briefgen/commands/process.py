"""What a process of the command line is told before any work, as it does one thing and ends."""

import gc
import os

from briefgen.garbage import SELDOM


def settle() -> None:
    """Let garbage be sought seldom, and matrices be multiplied on one thread.

    The latter must be said before numpy is imported; who has said otherwise is heard.
    """
    gc.set_threshold(*SELDOM)
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

"""Which library multiplies the language model's matrices.

spaCy has BLIS do it, which looks for a kernel that fits the processor. For AMD's from Zen 3 on it
knows none and takes the generic one, at a third of the speed of what numpy brings along. Numbers
differ in their last bits between kernels; no annotation did in any text that was compared.
"""

import contextlib
import ctypes
import importlib.util
import os
import platform
from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np
from thinc.api import NumpyOps, get_current_ops, use_ops

_THREADS = "OPENBLAS_NUM_THREADS"
"""Says in the environment, before numpy is imported, how many threads it may use. Several of them
wait for each other here, and cost more than BLIS."""


def fitting_kernel() -> contextlib.AbstractContextManager[None]:
    """Have models that are loaded meanwhile use the kernel that fits this processor best."""
    return use_ops("numpy", use_blis=False) if _takes_numpy() else contextlib.nullcontext()


def inspect_kernel() -> str:
    """Say which kernel is used, and why."""
    if not isinstance(get_current_ops(), NumpyOps):
        return f"{get_current_ops().name}, as spaCy chooses it"
    if _takes_numpy():
        return "numpy's OpenBLAS on one thread, as BLIS knows no kernel for this processor"
    return f"BLIS, {blis_kernel() or 'unknown'}"


@cache
def blis_kernel() -> str:
    """Return the name of the kernel that BLIS takes on this processor, "" if it does not say."""
    found = importlib.util.find_spec("blis.cy")
    try:
        library = ctypes.CDLL(found.origin if found else None)
        library.bli_arch_string.restype = ctypes.c_char_p
        said = library.bli_arch_string(library.bli_arch_query_id())
    except (OSError, AttributeError):
        return ""
    return said.decode() if isinstance(said, bytes) else ""


def _takes_numpy() -> bool:
    """Tell where numpy was measured to be faster: no BLIS kernel, x86-64, OpenBLAS, one thread."""
    return (
        type(get_current_ops()) is NumpyOps
        and platform.machine().lower() in ("x86_64", "amd64")
        and os.environ.get(_THREADS) == "1"
        and "openblas" in _numpy_blas()
        and blis_kernel() == "generic"
    )


def _numpy_blas() -> str:
    """Return the name of the library that numpy was built with."""
    built: Mapping[str, Any] = np.show_config(mode="dicts")
    return str(built.get("Build Dependencies", {}).get("blas", {}).get("name", ""))

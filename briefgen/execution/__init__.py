"""Work on many items: here, in processes of this machine, or on a cluster; always the same results.

A job is a function that each worker makes for itself, once, and that is then called with one
item after another. Whoever does it, results come in the order of the items, as they are done.
"""

from briefgen.execution.automatic import Automatic, usable_cores
from briefgen.execution.cluster import Cluster
from briefgen.execution.job import Executor, Job
from briefgen.execution.pool import Pool
from briefgen.execution.serial import Serial

__all__ = ["Automatic", "Cluster", "Executor", "Job", "Pool", "Serial", "usable_cores"]

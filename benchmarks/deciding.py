"""What a decision costs, with lock and fsync, behind others in its file.

Usage: python benchmarks/deciding.py [ENTRIES ...]. Printed is the median of 21 decisions behind so
many entries (60 and 1,000 if no number is given).
"""

import statistics
import sys
import tempfile
import time
from pathlib import Path

from briefgen.config import append_decisions, read_history

ENTRY = """- hide: "The sentence with the number {n} of a long report, which says something."
  in: reports/{n}.txt
  at: ¶{n}
  by: A. Analyst
  on: 2026-11-22T10:03:00Z
"""
TIMES = 21


def main() -> None:
    """Print the median for each number of entries."""
    for number in map(int, sys.argv[1:] or ("60", "1000")):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "decisions.yaml"
            file.write_text("".join(ENTRY.format(n=n) for n in range(number)), "utf-8")
            history = read_history(file)
            taken = []
            for n in range(TIMES):
                begun = time.perf_counter()
                history = append_decisions(file, [{"show": f"Words {n}.", "in": "b.txt"}], history)
                taken.append(time.perf_counter() - begun)
        print(f"{number} entries: {1000 * statistics.median(taken):.1f} ms a decision")


if __name__ == "__main__":
    main()

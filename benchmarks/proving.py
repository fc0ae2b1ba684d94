"""What proving a note costs beside building it: processor time, in pairs, one after the other.

`python benchmarks/proving.py [PAIRS]` builds the sample of the repository and verifies its folder,
its PDF alone and the folder with its originals read by the model again (--deep). All figures are
ratios of whole processes, start and imports among them: a build is 1.
"""

import resource
import statistics
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]


def spent(*arguments: str) -> float:
    """Run briefgen, and return the processor seconds that took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "briefgen", *arguments]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - this program
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def main() -> None:
    """Measure and print."""
    config = ("-c", str(ROOT / "briefgen.yaml"))
    pairs = int(sys.argv[1]) if sys.argv[1:] else 3
    ratios: dict[str, list[float]] = {"folder": [], "PDF alone": [], "folder --deep": []}
    with TemporaryDirectory() as out:
        for _ in range(pairs):
            built = spent("build", *config, "-o", out, "--no-cache")
            folder = str(next(Path(out).iterdir()))
            ratios["folder"].append(spent("verify", folder, *config) / built)
            ratios["PDF alone"].append(spent("verify", f"{folder}/brief.pdf", *config) / built)
            ratios["folder --deep"].append(spent("verify", folder, *config, "--deep") / built)
    for name, found in ratios.items():
        print(f"verify {name}: {statistics.median(found):.2f} of a build")


main()

"""Run the benchmarks and print one table: `python tests/benchmarks [--small] [NAME ...]`.

Each file `bench_<subject>.py` has `run(small) -> dict` of what it measured beside its peer in the same run.
"""

import importlib.util
import os
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main(arguments: list[str]) -> int:
    """Run those that were named, or all; a failing one does not keep the others from running."""
    small = "--small" in arguments
    wanted = [name for name in arguments if not name.startswith("-")]
    files = [path for path in sorted(HERE.glob("bench_*.py")) if not wanted or path.stem[6:] in wanted]
    with tempfile.TemporaryDirectory(prefix="embexplorer-bench-") as home:
        os.environ["EMBEXPLORER_HOME"] = home
        failed = [path.stem for path in files if not measured(path, small)]
    if failed:
        print(f"\nFAILED: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


def measured(path: Path, small: bool) -> bool:
    """Run one file and print its lines; False when it raised."""
    print(f"\n{path.stem[6:]}{' (small)' if small else ''}", flush=True)
    start = time.perf_counter()
    try:
        results = loaded(path).run(small)
    except Exception as failure:  # noqa: BLE001  the others should still run
        print(f"  FAILED  {type(failure).__name__}: {failure}", flush=True)
        return False
    for name, value in results.items():
        print(f"  {name:<64} {shown(value)}")
    print(f"  {'(the benchmark itself)':<64} {time.perf_counter() - start:.1f} s", flush=True)
    return True


def loaded(path: Path):
    """The module in the file."""
    specification = importlib.util.spec_from_file_location(path.stem, path)
    if specification is None or specification.loader is None:
        raise ImportError(path)
    module = importlib.util.module_from_spec(specification)
    sys.modules[path.stem] = module
    sys.path.insert(0, str(HERE))
    specification.loader.exec_module(module)
    return module


def shown(value: float | str) -> str:
    """Numbers with three significant digits."""
    return f"{value:.3g}" if isinstance(value, float) else str(value)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

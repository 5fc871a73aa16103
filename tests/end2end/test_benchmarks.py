"""The benchmarks still run: each in its small size, in a process of its own, without judging its figures."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).resolve().parents[1] / "benchmarks"
SUBJECTS = sorted(path.stem.removeprefix("bench_") for path in BENCHMARKS.glob("bench_*.py"))


@pytest.mark.timeout(400)
@pytest.mark.parametrize("subject", SUBJECTS)
def test_the_benchmark_runs_in_its_small_size(subject: str, home: Path) -> None:
    command = [sys.executable, str(BENCHMARKS), "--small", subject]

    answer = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ})

    assert answer.returncode == 0, answer.stdout + answer.stderr

"""The installed Qt binding is one that keeps its reference to None; the broken release is excluded."""

import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
VOID_CALLS = """
import sys
from PySide6.QtCore import QObject
probe = QObject()
before = sys.getrefcount(None)
for _ in range(20_000):
    probe.blockSignals(False)
    probe.setObjectName("x")
print(before - sys.getrefcount(None))
"""


def test_thousands_of_void_calls_lose_no_reference_to_none() -> None:
    answer = subprocess.run([sys.executable, "-c", VOID_CALLS], capture_output=True, text=True, check=True)

    assert int(answer.stdout) < 1000


def test_the_broken_release_is_refused_below_python_3_12() -> None:
    assert admits("6.12.0", "3.11") == []


def test_the_releases_beside_it_are_admitted_below_python_3_12() -> None:
    assert [len(admits(version, "3.11")) for version in ("6.11.3", "6.12.1")] == [1, 1]


def test_the_release_is_admitted_from_python_3_12_on() -> None:
    assert len(admits("6.12.0", "3.12")) == 1


def test_the_installed_release_is_not_the_broken_one() -> None:
    assert metadata.version("PySide6-Essentials") != "6.12.0" or sys.version_info >= (3, 12)


def admits(version: str, python: str) -> list[Requirement]:
    """The requirements of the package that hold on this Python and admit this release."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [Requirement(line) for line in project["dependencies"] if line.startswith("PySide6-Essentials")]
    here = [need for need in wanted if need.marker is None or need.marker.evaluate({"python_version": python})]
    return [need for need in here if need.specifier.contains(version)]

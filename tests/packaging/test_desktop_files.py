"""What a desktop is told about the program passes the validators of the desktop."""

import shutil
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

LINUX = Path(__file__).resolve().parents[2] / "packaging" / "linux"
NAME = "org.embexplorer.Embexplorer"


def test_the_desktop_entry_is_valid() -> None:
    assert complaints("desktop-file-validate", LINUX / f"{NAME}.desktop") == (0, "")


def test_the_appstream_data_is_valid() -> None:
    status, _ = complaints("appstreamcli", "validate", "--no-net", LINUX / f"{NAME}.metainfo.xml")

    assert status == 0


def test_the_icon_is_a_square_drawing() -> None:
    icon = ET.parse(LINUX / f"{NAME}.svg").getroot()

    assert icon.get("viewBox") == "0 0 128 128"


def test_the_entry_starts_the_command_with_files() -> None:
    assert "Exec=embexplorer %F" in (LINUX / f"{NAME}.desktop").read_text(encoding="utf-8").splitlines()


def complaints(program: str, *arguments: str | Path) -> tuple[int, str]:
    """The exit status and the words of a validator; the test is skipped where it is not installed."""
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed")
    answer = subprocess.run([program, *map(str, arguments)], capture_output=True, text=True, check=False)
    return answer.returncode, answer.stdout

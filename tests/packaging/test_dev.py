"""The set-up script: when it installs again, what it says of a missing display, and which wheels it refuses."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "packaging" / "dev.py"


@pytest.fixture
def dev(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModuleType:
    """The script as a module, with an environment in a folder of its own."""
    monkeypatch.setenv("EMBEXPLORER_ENV", str(tmp_path / "env"))
    specification = importlib.util.spec_from_file_location("dev_script", SCRIPT)
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def test_it_uses_the_environment_that_the_user_names(dev: ModuleType, tmp_path: Path) -> None:
    assert dev.ENVIRONMENT == tmp_path / "env"


def test_nothing_is_installed_when_the_stamp_fits(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev.subprocess, "run", lambda *_, **__: pytest.fail("something was run"))
    monkeypatch.setattr(dev, "add_system_packages", lambda _: None)
    dev.ENVIRONMENT.mkdir()
    dev.STAMP.write_text(dev.stamp(), encoding="utf-8")

    dev.set_up()

    assert dev.STAMP.is_file()


def test_cuda_packages_are_refused_by_name(dev: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    (dev.ENVIRONMENT / "lib" / "python3.11" / "site-packages" / "nvidia_cublas-13.dist-info").mkdir(parents=True)

    with pytest.raises(SystemExit):
        dev.refuse_cuda()

    assert "nvidia_cublas-13.dist-info" in capsys.readouterr().err


def test_the_installed_environment_holds_no_cuda_package(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev, "ENVIRONMENT", Path(sys.prefix))

    assert dev.refuse_cuda() is None


def test_one_who_is_not_root_is_told_the_line_to_run(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev, "loads", lambda library: library != "libEGL.so.1")
    monkeypatch.setattr(dev, "has_module", lambda _: True)
    monkeypatch.setattr(dev.shutil, "which", lambda _: "/usr/bin/apt-get")
    monkeypatch.setattr(dev.os, "geteuid", lambda: 1000)

    with pytest.raises(SystemExit):
        dev.add_system_packages(dev.LIBRARIES)

    assert "sudo apt-get install -y --no-install-recommends libegl1" in capsys.readouterr().err


def test_a_library_that_does_not_exist_does_not_load(dev: ModuleType) -> None:
    assert not dev.loads("libnosuchthing.so.9")


def test_without_a_display_it_says_so_and_names_the_picture(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    commands: list[tuple[str, ...]] = []
    monkeypatch.setattr(dev, "has_display", lambda: False)
    monkeypatch.setattr(dev, "call", lambda *command: commands.append(command) or 0)
    monkeypatch.setattr(dev, "PICTURE", tmp_path / "map.png")

    dev.run([])

    assert "no display" in capsys.readouterr().out
    assert commands[0][-2:] == ("-o", str(tmp_path / "map.png"))


def test_arguments_are_passed_on(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    commands: list[tuple[str, ...]] = []
    monkeypatch.setattr(dev, "call", lambda *command: commands.append(command) or 0)

    dev.run(["steps", "--json"])

    assert commands == [("embexplorer", "steps", "--json")]

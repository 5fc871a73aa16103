"""Settings are written at once, survive damage, and follow the home that is set for them."""

from pathlib import Path

from embexplorer.workspace.settings import MOST_RECENTS, Settings


def _project(folder: Path) -> Path:
    folder.mkdir(parents=True)
    (folder / "project.sqlite").touch()
    return folder


def test_a_value_is_there_for_the_next_start() -> None:
    Settings().put("theme", "dark")

    assert "dark" == Settings().get("theme")


def test_everything_lies_below_the_home_of_the_environment(home: Path) -> None:
    settings = Settings()

    assert {home} == {settings.config.parent, settings.data.parent, settings.cache.parent}


def test_two_windows_do_not_overwrite_each_others_values() -> None:
    one, two = Settings(), Settings()
    one.put("theme", "dark")
    two.put("last_project", "there")

    assert "dark" == one.get("theme")
    assert "there" == one.get("last_project")


def test_a_damaged_file_is_as_good_as_none() -> None:
    settings = Settings()
    settings.put("theme", "dark")
    settings.file.write_text("{ half", encoding="utf-8")

    assert "system" == settings.get("theme", "system")


def test_a_value_that_cannot_be_written_holds_until_the_program_ends(home: Path) -> None:
    home.mkdir(exist_ok=True)
    (home / "config").write_text("in the way", encoding="ascii")
    settings = Settings()

    settings.put("theme", "dark")

    assert "dark" == settings.get("theme")


def test_the_newest_project_comes_first_and_once(tmp_path: Path) -> None:
    settings, first, second = Settings(), _project(tmp_path / "first"), _project(tmp_path / "second")
    settings.note_recent("first", first, when=1.0)
    settings.note_recent("second", second, when=2.0)

    settings.note_recent("first", first, when=3.0)

    assert [("first", 3.0), ("second", 2.0)] == [(recent.name, recent.opened) for recent in settings.recents]


def test_a_project_that_is_gone_is_not_shown(tmp_path: Path) -> None:
    settings, gone = Settings(), _project(tmp_path / "gone")
    settings.note_recent("gone", gone)

    (gone / "project.sqlite").unlink()

    assert () == settings.recents


def test_an_untitled_project_that_no_window_noted_is_listed(tmp_path: Path) -> None:
    settings, noted = Settings(), _project(tmp_path / "noted")
    settings.note_recent("noted", noted, when=1.0)
    left = _project(settings.projects / "untitled-left")
    (left / "spaces" / "words").mkdir(parents=True)
    (_project(settings.projects / "untitled-empty") / "spaces").mkdir()

    recents = settings.recents

    assert [("Untitled", left), ("noted", noted)] == [(recent.name, recent.folder) for recent in recents]


def test_the_list_is_bounded(tmp_path: Path) -> None:
    settings = Settings()
    folders = [_project(tmp_path / str(number)) for number in range(MOST_RECENTS + 3)]

    _ = [settings.note_recent(folder.name, folder) for folder in folders]

    assert MOST_RECENTS == len(settings.recents)

"""The sheet before opening: what it says of good and of spoilt files, and what it makes of the choice."""

from pathlib import Path

import numpy as np
from pytestqt.qtbot import QtBot

from embexplorer.core.preview import Preview
from embexplorer.gui.open_sheet import OpenSheet
from embexplorer.gui.preview_words import facts, oddities, size
from embexplorer.gui.window import MainWindow


def sheet_of(window: MainWindow, path: Path, qtbot: QtBot) -> OpenSheet:
    """The sheet of this file, filled."""
    window.opening.open_path(path)
    sheet = window.opening.sheet
    qtbot.waitUntil(lambda: "Reading" not in " ".join(sheet._facts.texts()), timeout=30_000)
    return sheet


def written(path: Path, text: str) -> Path:
    """The path, with this text in it."""
    path.write_text(text, encoding="utf-8")
    return path


def preview(**changed: object) -> Preview:
    """A plain preview with these values."""
    plain = {"path": Path("a"), "kind_title": "Text", "reader": "word2vec-text", "rows": 4, "dimensions": 2}
    return Preview(**{**plain, "file_bytes": 100, "memory_bytes": 200, **changed})


def test_it_says_rows_and_dimensions_before_loading(window: MainWindow, small_file: Path, qtbot: QtBot) -> None:
    sheet = sheet_of(window, small_file, qtbot)

    assert "90 rows × 8 dimensions" in sheet._facts.texts()
    assert not window.workspace.items


def test_labels_that_look_like_markup_are_shown_as_themselves(
    window: MainWindow, small_file: Path, qtbot: QtBot
) -> None:
    sheet = sheet_of(window, small_file, qtbot)

    assert any(text.startswith("<b>x</b> · w1") for text in sheet._facts.texts())


def test_open_takes_all_rows_unless_told_otherwise(window: MainWindow, small_file: Path, qtbot: QtBot) -> None:
    sheet = sheet_of(window, small_file, qtbot)

    sheet.open_button.click()
    qtbot.waitUntil(lambda: window.workspace.space() is not None, timeout=30_000)

    assert window.workspace.space().rows == 90


def test_a_preview_that_comes_after_cancel_is_of_no_interest(
    window: MainWindow, small_file: Path, qtbot: QtBot
) -> None:
    window.opening.open_path(small_file)

    with qtbot.waitSignal(window.opening.sheet.destroyed):
        window.opening.sheet.reject()
    qtbot.waitUntil(lambda: not window.workspace._session.running._works, timeout=30_000)

    assert not window.workspace.items


def test_a_sample_names_its_size_and_seed(window: MainWindow, small_file: Path, qtbot: QtBot) -> None:
    sheet = sheet_of(window, small_file, qtbot)
    sheet.take.sample.setChecked(True)
    sheet.take.sample_count.setValue(20)
    sheet.take.seed.setValue(3)

    step = sheet.step()

    assert ("sample", 20, 3) == (step.take, step.count, step.seed)


def test_the_first_rows_are_taken_as_many_as_said(window: MainWindow, small_file: Path, qtbot: QtBot) -> None:
    sheet = sheet_of(window, small_file, qtbot)
    sheet.take.first.setChecked(True)
    sheet.take.first_count.setValue(12)

    step = sheet.step()

    assert ("first", 12) == (step.take, step.count)


def test_a_spoilt_file_shows_the_sentence_and_the_ways_out(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    path = written(tmp_path / "short.txt", "4 2\na 1 2\nb 3 4\nc 5\nd 7 8\n")

    sheet = sheet_of(window, path, qtbot)

    assert sheet._complaint.text().startswith("short.txt, line 4")
    assert [True, True] == [sheet.open_button.isEnabled(), sheet.skip_button.isVisibleTo(sheet)]


def test_skipping_bad_rows_says_so_to_the_reader(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    path = written(tmp_path / "short.txt", "4 2\na 1 2\nb 3 4\nc 5\nd 7 8\n")
    sheet = sheet_of(window, path, qtbot)
    sheet._before_defect = False

    step = sheet.step("skip")

    assert ("skip", "all") == (step.bad_rows, step.take)


def test_the_rows_before_the_defect_can_be_opened(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    path = written(tmp_path / "short.txt", "4 2\na 1 2\nb 3 4\nc 5\nd 7 8\n")
    sheet = sheet_of(window, path, qtbot)

    step = sheet.step()

    assert ("first", 2) == (step.take, step.count)


def test_a_file_of_another_kind_is_refused_with_its_name(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    path = written(tmp_path / "page.txt", "<!DOCTYPE html><html><body>no</body></html>")

    sheet = sheet_of(window, path, qtbot)

    assert "page.txt" in sheet._complaint.text()
    assert not sheet.open_button.isEnabled()


def test_an_array_is_offered_a_file_of_labels(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    np.save(tmp_path / "a.npy", np.eye(5, 3, dtype=np.float32))
    sheet = sheet_of(window, tmp_path / "a.npy", qtbot)
    labels = written(tmp_path / "names.txt", "a\nb\nc\nd\ne\n")

    sheet._companion.set_path(labels)
    qtbot.waitUntil(lambda: sheet.preview is not None, timeout=30_000)

    assert sheet.step().labels == labels


def test_two_files_wait_for_each_other(window: MainWindow, small_file: Path, tmp_path: Path, qtbot: QtBot) -> None:
    first = sheet_of(window, small_file, qtbot)
    window.opening.open_path(written(tmp_path / "other.txt", "a 1 2\nb 3 4\n"))

    first.reject()

    assert window.opening.sheet.windowTitle() == "Open other.txt"


def test_oddities_are_counted_in_words() -> None:
    assert oddities(preview(nan_rows=1, duplicates=3)) == (
        "1 row with NaN or infinity · 3 duplicates, the first of each is kept"
    )


def test_a_file_without_oddities_says_so() -> None:
    assert ("Oddities", "none found") in facts(preview())


def test_memory_is_said_with_two_figures() -> None:
    assert ["100 bytes", "1.5 kB", "12 MB", "1.2 GB"] == [size(n) for n in (100, 1536, 12 << 20, int(1.2 * (1 << 30)))]

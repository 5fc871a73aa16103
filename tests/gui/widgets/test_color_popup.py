"""What opens at the palette button."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from embexplorer.gui.widgets.color_popup import ColorPopup
from embexplorer.gui.widgets.palette_list import PaletteList


@pytest.fixture
def popup(workspace, qtbot) -> ColorPopup:
    """Of a map that is coloured by rank."""
    workspace.set_look(workspace.look.colored_by("rank"), "rank")
    popup = ColorPopup(workspace)
    qtbot.addWidget(popup)
    popup.show()
    return popup


def test_the_palettes_of_the_column_come_first_and_others_cannot_be_chosen(popup) -> None:
    lines = popup.palettes.list

    assert "Sequential" == lines.item(0).text() and "even blue (usual)" == lines.item(1).text()
    assert ["Classes (not for this column)"] == [item.text() for item in lines.findItems("Classes", STARTS)]
    assert not lines.findItems("Tableau 20", STARTS)[0].flags() & Qt.ItemFlag.ItemIsEnabled


def test_a_palette_is_chosen_and_undone_by_name(popup, workspace) -> None:
    popup.palettes.list.itemClicked.emit(popup.palettes.list.findItems("viridis", STARTS)[0])

    assert ("viridis", "palette viridis") == (workspace.look.palette, workspace.undo_name)


def test_palettes_are_found_by_name_and_by_what_they_are_good_at(popup) -> None:
    popup.palettes.search.setText("safe uniform")

    assert {"viridis", "cividis", "batlow"} <= set(popup.palettes.names())
    assert not {"Greys", "cork", "Glasbey"} & set(popup.palettes.names())


def test_return_takes_the_first_that_was_found(popup, workspace) -> None:
    popup.palettes.search.setText("magma")

    QTest.keyClick(popup.palettes.search, Qt.Key.Key_Return)

    assert "magma" == workspace.look.palette


def test_a_palette_is_reversed_and_stays_so_when_another_is_chosen(popup, workspace) -> None:
    popup.reversed.click()
    popup.palettes.list.itemClicked.emit(popup.palettes.list.findItems("viridis", STARTS)[0])

    assert "viridis_r" == workspace.look.palette and popup.reversed.isChecked()


def test_what_the_map_does_not_need_is_not_offered(popup, workspace) -> None:
    scale = [part.isVisible() for part in (popup.classes_row, popup.logarithmic, popup.outside_row)]

    workspace.set_look(workspace.look.colored_by("rank", "categorical"), "classes")

    classes = [part.isVisible() for part in (popup.classes_row, popup.logarithmic, popup.outside_row)]
    assert ([False, True, True], [True, False, False]) == (scale, classes)


def test_a_grey_map_has_no_palette_but_points(popup, workspace) -> None:
    workspace.set_look(workspace.look.colored_by(None), "grey")

    assert (False, True) == (popup.palettes.isVisible(), popup.points.isVisible())


def test_so_many_classes_have_a_colour_of_their_own(popup, workspace) -> None:
    workspace.set_look(workspace.look.colored_by("rank", "categorical"), "classes")
    popup.palettes.chosen.emit("Tableau 20")

    popup.classes.setText("12")
    popup.classes.editingFinished.emit()

    assert (12, "12 classes", "of 20 colours") == (
        workspace.look.most_classes,
        workspace.undo_name,
        popup.classes_of.text(),
    )


def test_no_more_classes_than_colours(popup, workspace) -> None:
    workspace.set_look(workspace.look.colored_by("rank", "categorical"), "classes")

    popup.classes.setText("99")
    popup.classes.editingFinished.emit()

    assert (None, "8") == (workspace.look.most_classes, popup.classes.text())


def test_numbers_bear_every_scale(popup) -> None:
    scales = [popup.scale.itemText(place) for place in range(popup.scale.count())]

    assert ["auto", "categorical", "sequential", "diverging"] == scales


def test_every_palette_says_what_it_is_for_assistive_tools(qtbot) -> None:
    palettes = PaletteList()
    qtbot.addWidget(palettes)
    palettes.show_wish("classes", "auto")

    said = palettes.list.item(1).data(Qt.ItemDataRole.AccessibleTextRole)

    assert "Okabe–Ito (usual), 8 colours, colour-blind safe" == said


STARTS = Qt.MatchFlag.MatchStartsWith

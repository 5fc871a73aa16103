"""Named sets below the library select, combine and colour."""

from embexplorer.core.word_sets import WordSet
from embexplorer.gui.alone import settle
from embexplorer.gui.widgets.set_section import NAME, SetSection

ROYAL, MEN = WordSet(name="royal", words=("king", "queen")), WordSet(name="men", words=("king", "prince"))


def names(section: SetSection) -> list[str]:
    return [section.list.item(place).data(NAME) for place in range(section.list.count())]


def test_there_is_nothing_without_a_set(workspace, actions, qtbot) -> None:
    section = SetSection(workspace, actions)
    qtbot.addWidget(section)

    assert section.isHidden()


def test_the_sets_of_the_project_are_listed(shown, workspace) -> None:
    section = shown(SetSection)

    workspace.keep_set(ROYAL)

    assert (["royal"], False) == (names(section), section.isHidden())


def test_a_click_selects_the_words_by_the_name_of_the_set(shown, workspace) -> None:
    section = shown(SetSection)
    workspace.keep_set(ROYAL)

    section.list.itemClicked.emit(section.list.item(0))
    settle(workspace)

    keys = workspace.space().keys
    assert ({"king", "queen"}, "set royal, 2 points") == (set(keys.at(workspace.selection)), workspace.undo_name)


def test_a_set_is_taken_out_of_the_selection(shown, workspace) -> None:
    section = shown(SetSection)
    workspace.keep_set(ROYAL)
    workspace.select(workspace.space().keys.rows_of(["king", "prince"]))

    section.use("royal", "subtract")
    settle(workspace)

    assert ["prince"] == workspace.space().keys.at(workspace.selection)


def test_two_sets_are_combined_by_the_menu(shown, workspace) -> None:
    section = shown(SetSection)
    workspace.keep_set(ROYAL)
    workspace.keep_set(MEN)

    both = next(action.menu() for action in section.menu("royal").actions() if "∩" in action.text())
    next(action for action in both.actions() if action.text().startswith("men")).trigger()

    assert ("king",) == workspace.sets["royal ∩ men"].words


def test_sets_colour_the_map_one_after_the_other(shown, workspace) -> None:
    section = shown(SetSection)
    for words in (ROYAL, MEN):
        workspace.keep_set(words)
        section._ask_color(words)
        settle(workspace)

    assert ["royal", "men"] == [one.name for one in workspace.look.sets.sets]


def test_every_set_has_its_line_without_scrolling(shown, workspace) -> None:
    section = shown(SetSection)
    workspace.keep_set(ROYAL)
    workspace.keep_set(MEN)

    assert 0 == section.list.verticalScrollBar().maximum()

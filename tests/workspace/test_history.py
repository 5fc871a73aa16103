"""Undo and redo are each other's opposite, and quick moves of one name are one change."""

from hypothesis import given
from hypothesis import strategies as st

from embexplorer.core.look import Camera, Look
from embexplorer.workspace.history import MOST_CHANGES, Change, History

names = st.sampled_from(["pan", "zoom", "recolour"])
changes = st.lists(st.tuples(names, st.floats(0, 100), st.booleans()), max_size=30)


def _change(name: str, x: float, at: float, merge: bool, before: float = 0.0) -> Change:
    return Change(name=name, space="s", looks=(_look(before), _look(x)), at=at, merge=merge)


def _look(x: float) -> Look:
    return Look(camera=Camera(x=x, y=0, scale=1))


def _made(steps: list[tuple[str, float, bool]], pause: float = 10.0) -> History:
    history, before = History(), 0.0
    for number, (name, x, merge) in enumerate(steps):
        history = history.made(_change(name, x, number * pause, merge, before))
        before = x
    return history


@given(changes)
def test_undoing_everything_and_redoing_it_gives_the_same_history(steps: list[tuple[str, float, bool]]) -> None:
    history = _made(steps)
    back = history

    for _ in steps:
        back = back.undone()
    forth = back
    for _ in steps:
        forth = forth.redone()

    assert back.last is None
    assert history == forth


@given(changes, st.integers(1, 30))
def test_undo_then_redo_makes_the_same_change(steps: list[tuple[str, float, bool]], far: int) -> None:
    history = _made(steps)
    for _ in range(far):
        history = history.undone()

    assert history.next is history.redone().last or history == history.redone()


@given(changes)
def test_the_looks_of_neighbouring_changes_meet_even_when_moves_are_merged(
    steps: list[tuple[str, float, bool]],
) -> None:
    history = _made(steps, pause=0.1)

    looks = [change.looks for change in history.changes if change.looks]

    assert [after for _, after in looks[:-1]] == [before for before, _ in looks[1:]]


@given(changes, st.integers(0, 30))
def test_ids_grow_whatever_was_undone_before(steps: list[tuple[str, float, bool]], far: int) -> None:
    history = _made(steps)
    for _ in range(far):
        history = history.undone()

    ids = [change.id for change in history.made(_change("new", 1, 1e6, False)).changes]

    assert sorted(set(ids)) == ids


def test_a_change_backwards_twice_is_the_change() -> None:
    change = _change("pan", 2.0, 0.0, False, before=1.0)

    again = change.backwards().backwards()

    assert change.looks == again.looks


def test_quick_moves_of_one_name_are_one_change() -> None:
    history = _made([("pan", 1.0, True), ("pan", 2.0, True), ("pan", 3.0, True)], pause=0.2)

    assert [(_look(0.0), _look(3.0))] == [change.looks for change in history.changes]


def test_a_pause_begins_a_new_change() -> None:
    history = _made([("pan", 1.0, True), ("pan", 2.0, True)], pause=5.0)

    assert 2 == len(history.changes)


def test_a_new_change_forgets_what_was_undone() -> None:
    history = _made([("pan", 1.0, False), ("zoom", 2.0, False)]).undone()

    history = history.made(_change("recolour", 3.0, 99.0, False))

    assert ["pan", "recolour"] == [change.name for change in history.changes]
    assert history.next is None


def test_the_oldest_changes_are_forgotten() -> None:
    history = _made([("pan", float(i), False) for i in range(MOST_CHANGES + 5)])

    assert MOST_CHANGES == len(history.changes) == history.done
    assert 6 == history.changes[0].id

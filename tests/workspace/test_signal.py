"""A signal calls who is connected, and keeps nobody alive."""

import gc
import weakref

from embexplorer.workspace.signal import Signal


class Panel:
    def __init__(self) -> None:
        self.heard: list[int] = []

    def on_number(self, number: int) -> None:
        self.heard.append(number)


def test_listeners_are_called_in_the_order_of_their_connection() -> None:
    signal: Signal[[int]] = Signal()
    heard: list[str] = []
    signal.connect(lambda number: heard.append(f"first {number}"))
    signal.connect(lambda number: heard.append(f"second {number}"))

    signal.emit(7)

    assert ["first 7", "second 7"] == heard


def test_a_method_that_is_connected_twice_is_called_once() -> None:
    signal, panel = Signal[[int]](), Panel()
    signal.connect(panel.on_number)
    signal.connect(panel.on_number)

    signal.emit(1)

    assert [1] == panel.heard


def test_a_disconnected_listener_is_not_called() -> None:
    signal, panel = Signal[[int]](), Panel()
    signal.connect(panel.on_number)

    signal.disconnect(panel.on_number)
    signal.emit(1)

    assert [] == panel.heard


def test_a_connected_method_does_not_keep_its_object_alive() -> None:
    signal, panel = Signal[[int]](), Panel()
    signal.connect(panel.on_number)
    gone = weakref.ref(panel)

    del panel
    gc.collect()

    assert gone() is None
    signal.emit(1)


def test_a_listener_may_disconnect_itself_while_it_is_called() -> None:
    signal: Signal[[int]] = Signal()
    heard: list[int] = []

    def once(number: int) -> None:
        heard.append(number)
        signal.disconnect(once)

    signal.connect(once)
    signal.emit(1)
    signal.emit(2)

    assert [1] == heard

"""A signal without Qt: those who are connected are called when it is emitted."""

import inspect
import weakref
from collections.abc import Callable
from typing import Generic, ParamSpec

P = ParamSpec("P")


class Signal(Generic[P]):
    """Calls the connected functions in the order of their connection; a bound method does not keep its object alive."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[], Callable[P, object] | None]] = []

    def connect(self, listener: Callable[P, object]) -> None:
        """Call `listener` from now on; connecting it twice calls it once."""
        self.disconnect(listener)
        self._listeners.append(_reference(listener))

    def disconnect(self, listener: Callable[P, object]) -> None:
        """Call `listener` no more; it need not be connected."""
        self._listeners = [held for held in self._listeners if held() not in (None, listener)]

    def emit(self, *args: P.args, **kwargs: P.kwargs) -> None:
        """Call everyone who is connected; an exception goes to the emitter."""
        for held in tuple(self._listeners):
            listener = held()
            if listener is not None:
                listener(*args, **kwargs)


def _reference(listener: Callable[P, object]) -> Callable[[], Callable[P, object] | None]:
    if inspect.ismethod(listener):
        return weakref.WeakMethod(listener)
    return lambda: listener

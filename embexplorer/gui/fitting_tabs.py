"""A row of tabs in a window of any width: those that find no room stand in a menu at its end."""

from functools import partial
from itertools import accumulate

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QTabBar, QToolButton, QWidget

from embexplorer.gui.actions import plain_action_text
from embexplorer.gui.dock import small_tool


class FittingTabs(QWidget):
    """The bar as far as it fits, the first tabs first; the one in front always has its place."""

    def __init__(self, bar: QTabBar, says: str) -> None:
        super().__init__()
        self.bar = bar
        self._offered = [True] * bar.count()
        self._busy = False
        self.more = small_tool("more", says)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu = QMenu(self.more)
        self.more.setMenu(self.menu)
        self.menu.aboutToShow.connect(self._on_menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)  # it may be narrower than the whole bar
        row.addWidget(bar, 0, Qt.AlignmentFlag.AlignBottom)
        row.addWidget(self.more)
        row.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        bar.currentChanged.connect(self.fit)

    def offer(self, index: int, offered: bool) -> None:
        """Whether there is such a tab at all, on the bar or in the menu."""
        self._offered[index] = offered
        self.fit()
        self.updateGeometry()

    def is_offered(self, index: int) -> bool:
        """Whether it can be brought to the front."""
        return self._offered[index]

    def bring(self, index: int) -> None:
        """Bring a tab to the front, from the menu too."""
        self.bar.setTabVisible(index, True)
        self.bar.setCurrentIndex(index)
        self.fit()

    def fit(self) -> None:
        """Show as many tabs as there is room for."""
        if self._busy:
            return
        self._busy = True  # to hide a tab may bring another to the front
        shown = self._shown()
        changed = [index for index in range(self.bar.count()) if self.bar.isTabVisible(index) != (index in shown)]
        for index in changed:
            self.bar.setTabVisible(index, index in shown)
        if changed:
            self.bar.updateGeometry()  # Qt leaves it as wide as it was
        self.more.setVisible(len(shown) < sum(self._offered))
        self._busy = False

    def _shown(self) -> set[int]:
        """The tabs on the bar."""
        offered, front = self._on_offer(), self.bar.currentIndex()
        if not self.isVisible() or self._width(offered) <= self.width():
            return set(offered)
        room = self.width() - self.more.width() - self._width([front])
        others = [index for index in offered if index != front]
        ends = accumulate(self._width([index]) for index in others)
        return {front, *(index for index, end in zip(others, ends, strict=True) if end <= room)}

    def _on_offer(self) -> list[int]:
        return [index for index, offered in enumerate(self._offered) if offered]

    def _width(self, tabs: list[int]) -> int:
        return sum(self.bar.tabSizeHint(index).width() for index in tabs)

    def _on_menu(self) -> None:
        self.menu.clear()
        for index in self._on_offer():
            if not self.bar.isTabVisible(index):
                self.menu.addAction(plain_action_text(self.bar.tabText(index))).triggered.connect(
                    partial(self.bring, index)
                )

    def sizeHint(self) -> QSize:
        return QSize(self._width(self._on_offer()), self.bar.sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self.more.width() + self._width([self.bar.currentIndex()]), self.bar.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def showEvent(self, event: object) -> None:
        self.fit()

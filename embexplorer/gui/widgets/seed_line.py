"""A line for a seed: a whole number from 0 on, marked where it is none."""

from PySide6.QtWidgets import QWidget

from embexplorer.core.errors import UserError
from embexplorer.gui.widgets.number_line import NumberLine, number_read

GREATEST_SEED = 2**31 - 1


class SeedLine(NumberLine):
    """Shows 0 at first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(whole=True, parent=parent)
        self.setAccessibleName("Seed")
        self.setText("0")

    def seed(self) -> int:
        """The seed; raises UserError and marks the line when it is none."""
        seed = number_read(self.text(), whole=True)
        wrong = seed is None or not 0 <= seed <= GREATEST_SEED
        self.set_wrong(wrong)
        if wrong:
            raise UserError(f"The seed is ‘{self.text()}’, expected a whole number from 0 on.")
        return int(seed or 0)

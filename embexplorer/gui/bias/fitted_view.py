"""A table in a narrow column: the names give way to the numbers."""

from embexplorer.gui.style import pixels
from embexplorer.gui.widgets.table_view import TableView

LEAST_NAME = 64
NAMES = 1  # the column of names


class FittedView(TableView):
    """The names in the second column take what the numbers leave, and end in “…” where that is little."""

    def _fit_columns(self) -> None:
        columns = self.model_of_table().columns
        if not columns:
            return
        least = self.horizontalHeader().minimumSectionSize()
        needed = [max(self._needed(place, column), least) for place, column in enumerate(columns)]
        needed[NAMES] = max(needed[NAMES] + self.viewport().width() - sum(needed), pixels(LEAST_NAME))
        for place, width in enumerate(needed):
            self.setColumnWidth(place, width)

"""The part of the workspace's door that leads to what maps keep of the neighbours in their space."""

from typing import TYPE_CHECKING

from embexplorer.core.look import Look
from embexplorer.core.table import Table
from embexplorer.workspace.library import FIRST_AXES

if TYPE_CHECKING:
    from embexplorer.workspace.session import Session


class TrustDoor:
    """Trust is computed by itself, when a map is made or looked at."""

    _session: "Session"

    @property
    def projection_id(self) -> str | None:
        """The shown projection."""
        raise NotImplementedError

    @property
    def look(self) -> Look:
        """How the map is drawn."""
        raise NotImplementedError

    def trust(self) -> Table | None:
        """Which neighbours the shown projection keeps; among the usual number until that for the wished one is known.

        None until either is.
        """
        library, look = self._session.library, self.look
        wished = library.trust(self.projection_id, look.axes, look.trust_k)
        return wished or library.trust(self.projection_id, look.axes)

    def trust_of(self, projection: str) -> Table | None:
        """The same of another map: its first two components, the usual number of neighbours."""
        return self._session.library.trust(projection, FIRST_AXES)

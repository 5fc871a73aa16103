"""Who is near whom on a map, where every row has a place."""

import numpy as np
import pytest

from embexplorer.core.errors import UserError
from embexplorer.core.map_neighbors import shown_places
from embexplorer.core.projection import Projection
from embexplorer.core.space import EmbeddingSpace


def test_a_map_that_lacks_places_is_not_compared_and_says_how_many(clusters: EmbeddingSpace) -> None:
    places = np.array(clusters.vectors[:, :2])
    places[[3, 4], 1] = np.nan

    with pytest.raises(UserError, match="partly has no place for 2 of 90 rows"):
        shown_places(Projection(name="partly", coordinates=places), clusters)

"""The small convolutional net."""

import pytest
import torch

from embexplorer.models.image_net import image_net
from embexplorer.models.projection_net import projected, projection_net


@pytest.mark.parametrize(("channels", "size", "blocks"), [(1, 8, 1), (3, 28, 2), (1, 9, 3), (3, 33, 3)])
def test_images_of_any_size_become_vectors_and_classes(channels: int, size: int, blocks: int) -> None:
    net = image_net(channels, size, dimensions=7, classes=3, blocks=blocks, width=4, dropout=0.0)

    vectors = net["vector"](torch.zeros(2, channels, size, size))

    assert ((2, 7), (2, 3)) == (tuple(vectors.shape), tuple(net["classes"](vectors).shape))


def test_an_image_has_the_same_vector_alone_and_among_others() -> None:
    net = image_net(1, 12, dimensions=5, classes=2, blocks=2, width=8, dropout=0.5).eval()
    images = torch.rand(4, 1, 12, 12, generator=torch.Generator().manual_seed(0))

    assert torch.allclose(net["vector"](images)[2:3], net["vector"](images[2:3]), atol=1e-6)


def test_a_linear_projection_begins_as_a_rotation() -> None:
    net = projection_net(6, 6, "linear", hidden=0)
    rows = torch.rand(5, 6, generator=torch.Generator().manual_seed(0))

    assert torch.allclose(torch.cdist(rows, rows), torch.cdist(net(rows), net(rows)), atol=1e-5)


def test_projected_rows_have_length_1_where_that_is_wished() -> None:
    net = projection_net(6, 3, "mlp", hidden=8)
    rows = torch.rand(5, 6, generator=torch.Generator().manual_seed(0))

    assert torch.allclose(torch.ones(5), projected(net, rows, unit_length=True).norm(dim=1))

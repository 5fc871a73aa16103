"""In words for captions: whether vectors are raw, and if not, what was done to them."""

from embexplorer.core.space import EmbeddingSpace

RAW = "raw"
DOT = " · "


def described(space: EmbeddingSpace) -> str:
    """“raw”, or what was done to the vectors since they were read: “centred, unit length”.

    The space itself carries it, since its recipe begins anew where it is opened from a folder.
    """
    return ", ".join(space.derived) or RAW


def captioned(space: EmbeddingSpace) -> str:
    """The space as captions name it: “glove, raw” or “glove, centred, unit length”."""
    return f"{plain_name(space)}, {described(space)}"


def plain_name(space: EmbeddingSpace) -> str:
    """Its name without what was done to it: “glove” for “glove · centred”."""
    return space.name.removesuffix("".join(DOT + word for word in space.derived))

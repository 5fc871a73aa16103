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
    done = "".join(DOT + word for word in space.derived)
    return f"{space.name.removesuffix(done)}, {described(space)}"

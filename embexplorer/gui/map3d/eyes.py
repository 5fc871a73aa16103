"""The colours that are sent to OpenGL, as someone who is colour-blind sees them."""

from dataclasses import replace

from embexplorer.gui.map.color_vision import simulated_name, simulated_rgb
from embexplorer.gui.map3d.cloud import Cloud
from embexplorer.gui.tokens import Tokens
from embexplorer.gui.vision import vision


def seen_cloud(cloud: Cloud) -> Cloud:
    """The cloud with its colours as they are seen now."""
    kind = vision().kind
    return cloud if kind == "none" else replace(cloud, colors=simulated_rgb(cloud.colors, kind))


def seen_tokens(tokens: Tokens) -> Tokens:
    """Ground and lines as they are seen now."""
    kind = vision().kind
    if kind == "none":
        return tokens
    return replace(tokens, map=simulated_name(tokens.map, kind), text=simulated_name(tokens.text, kind))

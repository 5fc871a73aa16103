"""Every layer as the user reads it, and the widget that sets more about it: one line here makes one."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class LayerText:
    """`icon` is a file of resources/icons; `says` is one sentence on what is drawn."""

    name: str
    says: str

    def icon_of(self, layer: str) -> str:
        """The icon of the layer of this name."""
        return f"layer-{layer}"


TEXTS = {
    "points": LayerText(name="Points", says="Every row as a point; the fewer there are in view, the larger."),
    "labels": LayerText(name="Labels", says="Words beside their points, never one over another."),
    "density": LayerText(name="Density", says="How many points lie around each place."),
    "contours": LayerText(name="Contours", says="Lines around the densest areas with a share of the points in view."),
    "hulls": LayerText(name="Cluster hulls", says="Outlines around what the names of the labels stand for."),
    "edges": LayerText(name="Edges", says="From the pinned word to its true neighbours; dashed if lost."),
    "arrows": LayerText(name="Arrows", says="What a probe draws, such as the steps of an analogy."),
    "trust": LayerText(name="Trust", says="How much of each point's true neighbourhood the map keeps."),
    "legend": LayerText(name="Legend", says="What colours, sizes and shapes mean."),
}  # fmt: skip

# A class of a module of `embexplorer.gui`, made with the workspace, that follows it through `show_look(look)`
CONTROLS = {
    "points": "layer_controls.points:PointControls",
    "density": "layer_controls.density:DensityControls",
    "contours": "layer_controls.contours:ContourControls",
    "labels": "widgets.label_controls:LabelControls",
    "hulls": "widgets.label_controls:LabelControls",
    "trust": "layer_controls.trust:TrustControls",
}

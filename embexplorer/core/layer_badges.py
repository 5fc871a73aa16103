"""What must be said of the layers of a map: what its density and its contours are."""

from embexplorer.core.look import Look


def layer_badges(look: Look) -> tuple[str, ...]:
    """A sentence for each of those that are on."""
    density = (f"Density of points, bandwidth {look.bandwidth:g} px",) if "density" in look.layers else ()
    contours = (contours_told(look.contour_levels),) if "contours" in look.layers and look.contour_levels else ()
    return density + contours


def contours_told(levels: tuple[float, ...]) -> str:
    """What the lines enclose."""
    shares = [f"{100 * level:.6g}" for level in sorted(levels)]
    named = " and ".join([", ".join(shares[:-1]), shares[-1]] if len(shares) > 1 else shares)
    return f"Contours: the densest areas that hold {named} % of the points in view"

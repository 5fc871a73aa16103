"""Numbers as the user reads them: thousands with a comma, a true minus, three significant decimals."""

MINUS = "\u2212"


def thousands(count: int) -> str:
    """`30,228`."""
    return f"{count:,}".replace("-", MINUS)


def number_text(value: float) -> str:
    """Whole numbers in full, others with at most three decimals, or in powers of ten where those would say nothing."""
    if _is_finite(value) and abs(value) < 1e15 and value == int(value):
        return thousands(int(value))
    size = abs(value)
    if size >= 1e6 or 0 < size < 0.001:
        text = f"{value:.2e}"
    elif size >= 100:
        text = f"{value:,.1f}"
    else:
        text = f"{value:.3f}".rstrip("0").rstrip(".")
    return text.replace("-", MINUS)


def _is_finite(value: float) -> bool:
    return value == value and abs(value) != float("inf")

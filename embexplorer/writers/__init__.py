"""Writers: each carries a space, or a selection of it, out into a file."""

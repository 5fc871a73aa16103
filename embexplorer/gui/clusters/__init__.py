"""The parts of the panel of clusters: its form, and the column that an answer becomes."""

"""The nouns: spaces, projections, neighbour graphs, tables, recipes, and the step that turns one into another."""

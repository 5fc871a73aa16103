"""Models in torch, their losses and samplers: modules and plain functions that a notebook can use without the rest."""

"""The torch cores of trainers: modules, losses and samplers, usable in a notebook without the rest."""

"""The parts of the Train layout: corpus, model, what is watched, the foot that runs, curves, and the film."""

"""The parts of a word embedding association test in the window: the form, and the pictures of its answer."""

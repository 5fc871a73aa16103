"""The map: what a figure looks like on the screen, in an image file and under the pointer."""

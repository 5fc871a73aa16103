"""The view of maps with three components: points in a room that is turned with the mouse, drawn by OpenGL."""

"""Several maps in the middle of the window: side by side, on the way from one to another, or in three dimensions."""

"""What is open now: items, selection, undo, jobs and the project folder. The only thing that changes."""

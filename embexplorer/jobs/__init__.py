"""The one way to run a step elsewhere: messages, the worker process, and the runners that drive it."""

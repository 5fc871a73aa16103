"""What a step may raise on purpose: a mistake the user can put right, or the wish to stop."""


class UserError(Exception):
    """Something the user can put right.

    `message` is one sentence that holds their own value (file, line, word); `hint` says what to do about it.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message, hint)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class Cancelled(Exception):
    """Raised out of `report()` when the user has asked the step to stop; never swallow it."""

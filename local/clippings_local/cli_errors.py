"""The errors that a person at the command line can mend."""

from __future__ import annotations


class CommandError(Exception):
    """Something that the caller can put right; its text is shown without a traceback.

    *status* is the exit status of the command: 1 for an answer that is no, 2 for a request that cannot be made.
    """

    def __init__(self, message: str, status: int = 2) -> None:
        super().__init__(message)
        self.status = status


class UnknownConstructError(CommandError):
    """The template uses something that the local stack cannot read."""

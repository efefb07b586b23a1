"""Errors that the user of the command line can correct."""

from __future__ import annotations


class CommandError(Exception):
    """An error that the user can correct; its text is shown without a traceback.

    *status* is the exit status of the command: 1 for a negative result, 2 for a request that could not be made.
    """

    def __init__(self, message: str, status: int = 2) -> None:
        super().__init__(message)
        self.status = status


class UnknownConstructError(CommandError):
    """The template uses a construct that the local stack does not support."""

"""The few errors that stop a run. Each says what, where (file, page, card) and what to do."""

from __future__ import annotations


class PlancardsError(Exception):
    """Base of every error that plancards raises on purpose.

    Attributes:
        exit_status: what the command exits with when this error ends it.
    """

    exit_status = 3


class FactsError(PlancardsError):
    """A data file under ``schemas/`` is wrong; the message names the file and the key."""

    exit_status = 2


class UsageError(PlancardsError):
    """An option or argument cannot be used: unknown language, fund, reader or version."""

    exit_status = 2


class InputError(PlancardsError):
    """The input cannot be read as a plan: missing, empty, damaged, without text or cards."""


class PasswordError(InputError):
    """The PDF is locked and no password, or a wrong one, was given."""


class StoreError(PlancardsError):
    """The output folder, file or database cannot be written, or a version would be overwritten."""


class WorkerError(PlancardsError):
    """The process that worked on a file was killed or failed; the message names its end."""

    exit_status = 4

"""The exception that ends a turn without storing anything of it."""


class TurnAborted(BaseException):
    """Part of a turn failed, so the whole turn must not count.

    Not an Exception: Rasa catches those around an action, drops the action's events and carries
    on, which can skip questions or keep unchecked answers. This one passes through, the lock is
    released and the tracker is not saved. The message names the action, never what a person said.
    """

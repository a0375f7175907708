"""What can go wrong with the store. Messages say what to do and quote nothing a person said."""


class StoreUnavailable(Exception):
    """The database did not take or give what was asked. Nothing was half-stored."""


class WrongKey(StoreUnavailable):
    """A record was written with a key this process does not have."""


class DamagedRecord(StoreUnavailable):
    """A record was changed, cut or moved since it was written."""


class StaleTracker(Exception):
    """Another turn of the same conversation was stored first; this one was not stored."""


class UnknownConversation(Exception):
    """No conversation has this id."""


class MalformedInput(ValueError):
    """A plain column was given something it does not take."""

"""The one exception of this room that is meant for a person."""


class RuntimesError(Exception):
    """Something a person can put right; the message is one line and says how."""

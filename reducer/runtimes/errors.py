"""The one exception of this room that is meant for a person."""

from reducer.errors import WreduceError


class RuntimesError(WreduceError):
    """Something a person can put right; the message is one line and says how."""

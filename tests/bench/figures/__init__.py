"""Figures of whole commands: `__main__` plans them, `commands` runs one, `shown` says what came out."""

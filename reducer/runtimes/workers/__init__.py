"""Scripts that run in a process of their own, one for each embedded engine, and what they share.

They are started with a bare interpreter that sees one engine and nothing of this package.
"""

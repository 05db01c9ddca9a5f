"""What is on disk: typed, versioned, written whole by one writer and read by one reader.

It knows what a file holds, and nothing of how that was measured or of who will read it.
"""

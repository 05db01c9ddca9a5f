"""Tables over runtimes and over releases, and what this machine can tell apart.  Nothing is searched here."""

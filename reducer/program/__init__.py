"""A program: a module, how it is called, and which of its constants set trip counts; what is found out of it
by counting.  Nothing here is timed."""

"""What one case shows, without searching: the case itself, its trip count, its anchor, its hold-out.

Between the timing lane and the oracle's arithmetic on one side, and all that asks questions of a case on the
other.
"""

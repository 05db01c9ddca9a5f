"""The judge: one question about one program; evidence in, verdict out.

The only room in which a trip count is tuned, a guard asked, and a loop looked at for being alive.
"""

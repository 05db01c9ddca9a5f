"""Wins of processes: evidence for "most processes are above the bar" that assumes nothing about their
effects.

A process wins where its own ratio is above the bar.  Suppose that at most half of all processes win.  Then
the product of (1 + lambda) for each win and (1 - lambda) for each loss is a bet that gains nothing on
average, for every lambda from 0 to 1.  The same is true of its mean over all lambda, which reaches 1/alpha
with probability alpha at most, however often it is looked at (Ville, 1939; Waudby-Smith and Ramdas,
"Estimating means of bounded random variables by betting", JRSS B 2024).  The only assumption is that
processes are independent.
"""

from math import comb, factorial


def e_value(wins: int, losses: int) -> float:
    """The integral over lambda from 0 to 1 of (1 + lambda)^wins (1 - lambda)^losses, exactly.

    By parts it is wins! losses! / (n + 1)! times the sum of the first wins + 1 binomial coefficients of
    n + 1, where n is wins + losses. Thirteen wins in a row are the fewest that reach 1,000.
    """
    count = wins + losses + 1
    ways = sum(comb(count, index) for index in range(wins + 1))
    return factorial(wins) * factorial(losses) * ways / factorial(count)

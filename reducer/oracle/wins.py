"""Wins of processes: evidence for "most processes are above the bar" that assumes nothing of their effects.

A process wins where its own ratio is above the bar. Where that is so of half of all processes at the most,
the product of (1 + lambda) for each win and (1 - lambda) for each loss is a bet that gains nothing on
average, whatever lambda in 0 to 1 is; so is the mean over all lambda, and it reaches 1/alpha with probability
alpha at the most, however often it is looked at (Ville, 1939; Waudby-Smith and Ramdas, "Estimating means of
bounded random variables by betting", JRSS B 2024). Processes must be independent, and nothing else.
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

"""`python -m reducer.cli` is `wreduce`."""

from reducer.cli import main

main()

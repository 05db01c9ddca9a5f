"""wreduce beside other reducers: the same inputs, oracles, core and limit, and what came of each.

`fetching` gets the tools, `tools` knows how each is called, `oracle` is the test that the others call,
`running` makes one run, `measured` judges its result, `rows` are what is written down, `plan` says in which
order and how long, `tables` and `picture` show it.
"""

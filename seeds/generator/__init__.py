"""The parts of the seed generator: dice, tree, text, values, statements, targets, program.

They know WebAssembly text and nothing of time or runtimes. `seeds/generate.py` is the command
in front of them.
"""

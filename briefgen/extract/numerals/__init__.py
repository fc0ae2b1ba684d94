"""Numbers as they are written: digits and words, magnitudes, signs of money, ranges, bounds.

Reads characters, not tokens, so that "$1.2bn", "3-4 billion" and "10-thousand plus" are one
number each, however a tokenizer cuts them. What a number counts is asked elsewhere.
"""

from briefgen.extract.numerals.reading import Numeral, find_numerals, value_of

__all__ = ["Numeral", "find_numerals", "value_of"]

"""`python -m briefgen` is the command line."""

from briefgen.commands import main

main()

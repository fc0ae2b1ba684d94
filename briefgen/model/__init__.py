"""The frozen values that flow through the program."""

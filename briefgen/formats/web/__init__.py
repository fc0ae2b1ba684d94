"""Web pages: what is seen of them, what of that is the text, what they say of themselves."""

"""Stories as agencies and newsrooms exchange them, with what they say about using them."""

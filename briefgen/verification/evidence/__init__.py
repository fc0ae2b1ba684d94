"""What evidence and note say, against the sources and each other."""

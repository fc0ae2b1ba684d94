"""A finished PDF: opened in bounds, compared with another, checked by what is attached to it."""

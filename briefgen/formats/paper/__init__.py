"""PDF: words on pages to lines, paragraphs, cells and notes."""

"""Word files: paragraphs, tables, boxes and notes, as their changes left them."""

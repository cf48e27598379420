"""PDF files, out."""

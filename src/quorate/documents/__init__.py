"""Word, Excel and PDF files, in and out; no Django and no meaning."""

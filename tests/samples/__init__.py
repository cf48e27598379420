"""Plans in our own words, of the shapes that partnerships write them in, built as files."""

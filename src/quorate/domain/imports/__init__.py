"""From the tables of a document to proposed plan entries, with every word accounted for."""

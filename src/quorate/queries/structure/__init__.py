"""How groups stand to one another: the chart, reporting lines and questions. A room for each page."""

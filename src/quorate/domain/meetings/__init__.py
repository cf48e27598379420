"""A meeting's timetable, agenda, papers and circulation."""

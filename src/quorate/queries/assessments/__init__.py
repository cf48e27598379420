"""Yearly self-assessments: what agencies say of themselves beside what the records show."""

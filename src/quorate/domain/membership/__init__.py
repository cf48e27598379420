"""Seats, appointments, deputies and quorum."""

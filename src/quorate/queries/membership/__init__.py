"""Membership beyond seats: a group's whole membership, who wishes to join, interests, what is kept privately.

A room for each page; what the views ask for is named where it is made.
"""

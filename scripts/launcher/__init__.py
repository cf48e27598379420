"""Makes Quorate's environment, and runs Quorate or its checks in it.

Standard library only: this runs before anything is installed.
"""

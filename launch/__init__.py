"""What `make up`, `make down`, `make status` and `make test` run.

Everything a fresh machine needs before the virtual environment exists is written with the standard library of
Python 3.11 only: faults, places, progress, packages, environment and the command line itself.
"""

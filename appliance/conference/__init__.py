"""The rules of a work conference: pure, and written with the standard library alone.

Nothing in here knows a clock, a file, a thread, a source of randomness, Flask or TinyDB. Time, new
ids and everything else that differs from one run to the next comes in with the `Moment`.
"""

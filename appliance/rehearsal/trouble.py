"""What keeps a rehearsal from being held, as a sentence for the person who asked for it."""


class CannotRehearse(Exception):
    """The rehearsal cannot start or go on; the message says why and what to do."""

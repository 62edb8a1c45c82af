"""A running copy of the conference on a stick: kept during the event, and gone on from after it."""

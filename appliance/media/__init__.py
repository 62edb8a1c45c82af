"""Pictures of a conference: taken in, kept beside it, found again by name.

A picture is taken apart and made anew in a process of its own, so that nothing but what can be seen
stays of it. Knows no page and no conference.
"""

"""What the organiser prints: cards for the tables and their chairs, and a poster for the door.

Knows the rules' records; where the box answers and which Wi-Fi leads there is handed in.
"""

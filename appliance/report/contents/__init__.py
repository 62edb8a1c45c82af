"""What stands in a report, part by part: from the room to the value."""

"""Acts of this room: each one transaction and one line in the record."""

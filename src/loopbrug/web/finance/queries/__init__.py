"""Reading the rows of this room."""

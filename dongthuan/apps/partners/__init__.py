"""Partners and collaborators: whom one reaches there, what was agreed, what a press agency did with us."""

"""Template tags for every page; docs/design.md shows each in use."""

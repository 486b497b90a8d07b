"""Official documents: drawn up, approved, signed by who may, numbered from the register."""

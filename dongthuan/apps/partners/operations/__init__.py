"""Writing of partners and agreements."""

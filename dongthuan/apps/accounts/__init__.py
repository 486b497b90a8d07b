"""Officers, the roles they hold in a unit between dates, and sign-in."""

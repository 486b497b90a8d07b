"""Pages of clocks, rules and the working calendar."""

"""Sources, items, stories, topics, counts, signals, forecasts and the daily brief."""

"""Deadlines on any record, explained and re-dated; the calendar and the rules behind them."""

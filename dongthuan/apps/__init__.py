"""The capabilities of the product, one folder each."""

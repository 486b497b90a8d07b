"""How dates and numbers are written and read, one module a language; both follow Vietnamese usage."""

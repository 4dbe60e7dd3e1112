"""The grid: who may do what, by hand. One file per stage; `tests/test_access.py` holds the product to it."""

"""Evenings in Lockside: the invented story of the practice space. Averhythe and everybody in it are made up."""

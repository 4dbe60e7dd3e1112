"""Servers and databases killed in the middle of voting: no vote that was acknowledged may be lost, doubled or wrong."""

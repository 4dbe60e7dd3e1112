"""The rules, one file each, to be copied for another."""

"""A clear no: printed without a traceback, and the command ends with exit code 1."""


class Refused(Exception):
    """What cannot be done, and what to change; written to be read by the person at the keyboard."""

"""How a vote is kept, in a straight line: ballot → together → keeping; and what is remembered to choose the next.

`ballot` says what goes in and comes out, `together` shares one commit among votes that arrive at once, `keeping` checks
and stores them in the database, `remembered` holds what this process knows of a conversation and of somebody's part in
it, `choosing` picks the next statement. Nothing remembered is believed: what is stored is checked where it is stored.
"""

"""What looks at several stages at once: the chain from a voice to a result, the way back, and leaving."""

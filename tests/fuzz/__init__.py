"""Bad input of any kind to the whole API: never a fault of ours, always a plain reason, and nothing stored."""

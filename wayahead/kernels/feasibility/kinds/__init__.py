"""One file per kind of test. To add a kind, copy a file and change its words; nothing else has to know."""

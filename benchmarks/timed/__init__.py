"""One program for each engine: reads votes, makes the map several times by the clock, prints what it found."""

"""How near a loser came, one file for each rule."""

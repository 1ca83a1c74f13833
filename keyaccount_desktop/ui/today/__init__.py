"""The page of today: what is due, and the days to greet on."""

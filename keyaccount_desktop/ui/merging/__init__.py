"""Two entries made one, side by side; and moving people to another client."""

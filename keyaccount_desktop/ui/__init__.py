"""The window: shows and asks, decides nothing. Opened by ``cli`` through ``ui.application.run``."""

"""The end-to-end tests use the same window as the tests of the window."""

from tests.ui.conftest import demo, demo_files, english_demo, open_window, same_look, window

__all__ = ["demo", "demo_files", "english_demo", "open_window", "same_look", "window"]

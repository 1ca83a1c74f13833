"""KeyAccount Workbook: client intelligence for key-account sales, in one local file.

The layers, from the top: ``cli`` → ``ui`` → ``exchange`` → ``workbook`` → ``method``. Below them
stand ``language`` (texts in two languages, errors for the user) and ``resources``.
"""

__version__ = "0.1.0"

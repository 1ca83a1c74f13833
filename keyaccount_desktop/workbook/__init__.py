"""The document: one SQLite file, with the commands that change it and the queries that read it. No Qt here.

``document.Workbook`` is where to begin reading.
"""

"""The Settings page: the workbook's own fields, lists, advice, products, staff and numbers, and the window's look."""

"""Between the workbook and other formats: Excel cards, pictures of the map, pasted rows. No Qt here."""

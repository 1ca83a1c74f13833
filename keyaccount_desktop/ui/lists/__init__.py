"""What the lists of clients and of people are made of: table, columns, filters, views, changes of many."""

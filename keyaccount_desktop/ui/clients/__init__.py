"""The Clients page: the list of clients, and one client with its overview, people and map."""

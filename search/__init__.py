"""Search (检索): one box, and the lists that filter across rooms. It knows every room below and none of them knows it."""

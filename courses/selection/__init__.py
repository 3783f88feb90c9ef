"""Selection (选课): who runs what, when and where, and who got a seat."""

"""Files for others: Turtle laid out in one way, and the graph in every form that tools take in."""

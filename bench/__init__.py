"""How fast things are: each module here has a ``main`` that prints what it measured."""

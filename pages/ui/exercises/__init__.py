"""How each kind of exercise looks: one small module a kind, each with a ``draw``."""

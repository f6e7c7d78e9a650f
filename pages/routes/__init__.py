"""Starlette routes and the guard in front of everything."""

"""Drawn by its owner soon."""

from __future__ import annotations

import streamlit as st

st.title("grant_making")

"""What is true and what is allowed. Never imports streamlit or starlette."""

"""The sweep function: erases what has expired."""

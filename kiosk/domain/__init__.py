"""What is true without a computer. Standard library only; no input, no output."""

"""What an office serves to its points, and to those who run them."""

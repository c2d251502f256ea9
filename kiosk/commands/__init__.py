"""What the command line can do, one file per room of the house."""

"""The public face, asked page by page as a browser without JavaScript would."""

"""A fictional collège and école, written as a school export like anybody's."""

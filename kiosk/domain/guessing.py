"""What it costs to search for slips on the disk of a stolen point, in money.

The dearest part of a guess is argon2id, and on a graphics card its speed is that of the memory:
rate ∝ 1 / (memory · (3·passes − 1)). Measured by others on one RTX 4090: 1,667 guesses a second at
64 MiB and three passes (hashcat, pull request 4284, Netherlands Forensic Institute).
"""

from dataclasses import dataclass

MEASURED_PER_SECOND = 1667.0
MEASURED_MEMORY_MIB, MEASURED_PASSES = 64, 3
CARD_DOLLARS_AN_HOUR = 0.40
"""What such a card is rented for."""

LEAST_DOLLARS = 1_000_000
"""Below this for the first family found, a point holds too many slips, or too cheap ones."""


@dataclass(frozen=True, slots=True)
class Search:
    """A search of ``digits`` random digits, among ``slips`` of which any is a find."""

    digits: int
    slips: int
    memory_mib: int
    passes: int

    @property
    def guesses_per_second(self) -> float:
        """On one card."""
        measured = MEASURED_MEMORY_MIB * (3 * MEASURED_PASSES - 1)
        return MEASURED_PER_SECOND * measured / (self.memory_mib * (3 * self.passes - 1))

    @property
    def dollars(self) -> float:
        """What finding the first slip costs on average: N of them part the codes in N + 1."""
        guesses: float = 10**self.digits / (self.slips + 1)
        return guesses / self.guesses_per_second / 3600 * CARD_DOLLARS_AN_HOUR

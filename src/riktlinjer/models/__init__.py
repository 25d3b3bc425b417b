"""What things are: the typed, immutable models of a follow-up guideline."""

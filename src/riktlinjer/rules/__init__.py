"""What follows: small pure functions from models to answers."""

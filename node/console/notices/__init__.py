"""Lost-weapon notices and the hits on them."""

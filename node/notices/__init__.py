"""Lost-weapon notices and hits: published, applied, matched, confirmed, recovered."""

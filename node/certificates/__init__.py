"""End-user certificates: issued, presented, verified and counted; and the officials who sign."""

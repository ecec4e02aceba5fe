"""Who may do what: accounts and their roles, sign-in with a second factor, sessions and tokens."""

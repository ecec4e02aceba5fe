"""How people prove who they are: the rules of passwords, second factors, guesses and tokens."""

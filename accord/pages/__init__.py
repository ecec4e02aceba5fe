"""What both consoles share: pages as pure functions of what they show (docs/adr/0007)."""

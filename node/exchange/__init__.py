"""What travels: outbox, sealing, the streams to the hub, inbox and dispatch."""

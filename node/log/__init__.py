"""The transparency log as this node sees it: monitor, maturing receipts, witness, gossip."""

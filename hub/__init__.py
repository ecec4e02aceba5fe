"""The secretariat's broker: it proves what it carried and cannot read it."""

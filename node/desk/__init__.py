"""What every subject of casework shares: the desk, its journal, its agenda and its post."""

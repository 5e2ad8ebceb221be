"""The site while somebody writes: built in memory, rebuilt when a file is saved, shown to this machine only."""

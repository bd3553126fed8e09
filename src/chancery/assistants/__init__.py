"""The record for assistants: a server of the Model Context Protocol, and the answers that it gives."""

"""The record for programs: `/api/v1`, versioned, described by its own OpenAPI document."""

"""The node's REST interface: one table of routes drives the router and the OpenAPI document."""

"""Wiredesk reads news reports and files what they say about security incidents and threats."""

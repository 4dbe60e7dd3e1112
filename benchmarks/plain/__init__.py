"""The same vote as a plain Django endpoint: one request, one transaction, everything by the ORM; to be measured beside.

The same token, checks, idempotency, exposure, tally and answer. What it has not: memory, and a commit that is shared.
"""

"""Search: what a site says as small texts with addresses, and the index by which a browser finds them.

The index lies in many small script files, of which a query loads the few it needs; see decision 22.
"""

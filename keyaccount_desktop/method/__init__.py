"""What the sales method knows: its terms, its fields, its rules. Pure Python: no Qt, no SQL, no files.

``vocabulary`` holds the lists of choices, ``catalogue`` the fields, ``values`` the form of their values,
``defaults`` the numbers, ``completeness`` what is still unknown, ``playbooks`` the advice, ``boundaries``
what is never kept. Every layer above may import them.
"""

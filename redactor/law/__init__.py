"""The law as data: exemptions, schedule categories, regimes and working days.

What the law says is in ``rules/``; here it is read, looked up and counted with.
"""

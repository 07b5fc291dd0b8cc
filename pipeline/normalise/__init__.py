"""From spans to the values of the record, with the facts of the language and the fund.

Nothing here changes a wording: spans become values, and every value keeps its evidence.
"""

"""What is wrong with a formula, when it is read and when it is computed."""


class FormulaFault(Exception):
    """A formula that Salesforce would not save; the text is the one that Setup shows."""


class FormulaError(Exception):
    """A formula that cannot be computed for this record: a division by zero, a text that is no number."""

"""The front page screen: the page as readers will see it, arranged card by card and looked at before it is saved."""

"""The decision core: what a person told us in, one explained outcome out. Plain Python over data."""

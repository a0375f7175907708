"""Invented cases for trying the front desk. Every one is marked as a demo wherever it shows."""

"""Printed numbers as exact intervals, their units, and the arithmetic of growth. It knows no dossier."""

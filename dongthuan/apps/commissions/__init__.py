"""Commissioned press: form and conditions, order, deliverables, evidence, acceptance, payment, settlement."""

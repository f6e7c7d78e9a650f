"""Attackers as programs, and the table of what each learns: ``make soak`` prints it.

Three boards are attacked by the same programs: one that shows every figure as it is at each moment,
one that does so from five answers on, and ours. Every attacker knows the roster, who contributed
when, the days of ticks, how people behave and rate in general, and the values of accomplices.
"""

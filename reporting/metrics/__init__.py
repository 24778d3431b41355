"""The metric contract as code: one pure function per number, over plain rows. Wallboard, reports and API all call these.

`rows` says what is counted, `intervals` when, `queues` and `agents` how, `definitions` in which words. Durations are microseconds,
ratios are floats from 0 to 1, and "no value" (a ratio with a zero denominator, an average of nothing) is None.
"""

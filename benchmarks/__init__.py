"""How fast this project is, as ratios of one run on one machine: times alone say more of the machine than of the code.

`python -m benchmarks` runs all of it and takes some minutes, `--smoke` one small round of each to prove that they run.
"""

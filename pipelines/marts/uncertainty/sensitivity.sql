-- Sensitivity: effect of each choice of method on the ranks of a dimension, in the cycle released.
--
-- One row per dimension and choice that is varied. total is the share of the variance of ranks that remains if only this choice
-- varies: the larger, the more the ranks depend on it. Null if ranks do not change. Source:
-- pipelines/statistics/rank_sensitivity.yaml.
select
    cycle,
    element,
    factor,
    first,
    first_low,
    first_high,
    total,
    total_low,
    total_high,
    base,
    failed_rows
from statistics.rank_sensitivity

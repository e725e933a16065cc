-- Sensitivity: which choice of method moves the ranks of a dimension, in the cycle released.
--
-- One row per dimension and choice that is varied. total is the share of the variance of ranks that stays when only this
-- choice varies: the larger, the more the ranks hang on it. Null where ranks do not move.
-- Source: pipelines/statistics/rank_sensitivity.yaml.
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

-- Bands: how far the choices of method move each score and its rank, in the cycle released.
--
-- One row per country and published score. The band runs from p05 to p95: nine draws in ten lie within. It is sensitivity
-- to method, not measurement error, and a rank is shown with its band or not at all. A place is a whole number: the band of a
-- rank is rounded outward. The draws are those of marts.draws.
-- Source: pipelines/statistics/score_bands.yaml; pipelines/framework/<instrument>/uncertainty.yaml.
select
    cycle,
    country,
    level,
    element,
    score,
    median,
    p05,
    p95,
    rank,
    rank_median,
    rank_p05,
    rank_p95,
    rank_p05 = rank_p95 as one_place,
    ranked,
    replications,
    failed,
    without_score
from statistics.score_bands

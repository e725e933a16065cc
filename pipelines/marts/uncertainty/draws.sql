-- Draws: how each replication of the uncertainty intervals differs from the method, so that it can be repeated.
--
-- One row per replication. weights names the factor that each weight was multiplied by: item (as indicator/item),
-- indicator, pillar, dimension.
-- Source: pipelines/statistics/method_draws.yaml; the seed is in the manifest.
select
    cycle,
    replication,
    missing,
    curve,
    mean,
    left_out,
    weights
from statistics.method_draws

-- Draws: what each replication of the bands did otherwise than the method, so that anybody can do it again.
--
-- One row per replication. weights names the factor that each weight was multiplied by: item (as indicator/item),
-- indicator, pillar, dimension.
-- Source: pipelines/statistics/method_draws.yaml; the seed stands in the manifest.
select
    cycle,
    replication,
    missing,
    curve,
    mean,
    left_out,
    weights
from statistics.method_draws

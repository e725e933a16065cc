-- What has happened since on each recommendation from which the plan starts.
--
-- One row per event, with its source and the day as of which that speaks. Real facts, whatever the release holds.
-- Source: pipelines/reference/milestones.csv; columns source, as_of.
select
    milestone,
    recommendation,
    actors,
    date,
    source,
    as_of,
    confirmed
from input.milestones

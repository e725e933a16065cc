-- Support: the projects that countries report to receive.
--
-- One row per cycle, country and occurrence of the support question, as far as it may be listed. A change where support was
-- received is never presented as its effect. Source: accepted submissions.
select
    cycle,
    country,
    occurrence,
    area,
    provider,
    project,
    starts as "from",
    ends as "to",
    value,
    iati,
    use,
    is_active as active
from staging.support

-- Cycles: each cycle with its rules and the number of countries that reported.
--
-- One row per cycle, up to the one released.
-- Source: pipelines/framework/<instrument>/cycles.yaml; accepted submissions.
with invited as (
    select cycle, count(*) as countries
    from input.invitations
    group by cycle
),

reported as (
    select cycle, count(*) as countries
    from input.submissions
    group by cycle
)

select
    cycles.cycle,
    cycles.instrument,
    cycles.version,
    cycles.year,
    cycles.opened,
    cycles.reference_date,
    -- A cycle to which no one was invited, or in which no one reported, has none: zero is the count.
    coalesce(invited.countries, 0)::integer as invited,
    coalesce(reported.countries, 0)::integer as reported,
    cycles.baseline_cycle,
    cycles.target,
    cycles.target_year,
    cycles.coverage_threshold,
    cycles.least_group,
    cycles.is_current
from input.cycles as cycles
left join invited on cycles.cycle = invited.cycle
left join reported on cycles.cycle = reported.cycle

-- Comparisons: which earlier cycles each cycle is compared with.
--
-- One row per cycle and earlier cycle: its baseline, from which progress is measured, and the one just before it.
-- A first cycle has no row. years is the time between the two.
-- Source: pipelines/framework/<instrument>/cycles.yaml.
with earlier as (
    select
        cycles.cycle,
        others.cycle as from_cycle,
        coalesce(others.cycle = cycles.baseline_cycle, false) as is_baseline,
        others.position = max(others.position) over (partition by cycles.cycle) as is_previous,
        cycles.year - others.year as years
    from input.cycles as cycles
    inner join input.cycles as others on cycles.position > others.position
)

select
    cycle,
    from_cycle,
    is_baseline,
    is_previous,
    years
from earlier
where is_baseline or is_previous

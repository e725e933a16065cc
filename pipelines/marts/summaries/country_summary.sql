-- Country summary: the clear results of a country's published figures, for the sentences at the top of its page.
--
-- One row per country of the current cycle, statement and element:
-- strength  a pillar whose whole 90 % interval is at the cycle's target or above
-- gap       a pillar whose whole interval is below the target
-- rise, fall  a pillar that changed since the baseline, in this direction in at least 95 % of the paired replications: the
--           90 % interval of the change then does not contain zero
-- unmet     an area whose need is unmet
-- A pillar whose interval contains the target is neither a strength nor a gap. position is the place among the statements of
-- its kind, equal values sharing one: the highest score, the lowest score, the largest change, the greatest need first.
-- Reads only published marts and rules of the cycle, so it reveals nothing that they do not show.
-- Source: method, "Summary sentences".
with rules as (
    select
        cycle,
        target
    from input.cycles
    where is_current
),

judged as (
    select
        bands.cycle,
        bands.country,
        case
            when bands.score >= rules.target - 1e-9 and bands.p05 >= rules.target - 1e-9 then 'strength'
            when bands.score < rules.target - 1e-9 and bands.p95 < rules.target - 1e-9 then 'gap'
        end as statement,
        'pillar' as kind,
        bands.element,
        bands.score,
        null as change,
        null as need,
        bands.p05 as low,
        bands.p95 as high,
        null as same_sign,
        rules.target,
        case when statement = 'strength' then -bands.score else bands.score end as falling
    from marts.bands as bands
    inner join rules on bands.cycle = rules.cycle
    where bands.level = 'pillar'
),

changed as (
    select
        progress.to_cycle as cycle, progress.country,
        case when progress.change > 1e-9 then 'rise' when progress.change < -1e-9 then 'fall' end as statement,
        'pillar' as kind, progress.element, null as score, progress.change, null as need, null as low, null as high,
        progress.same_sign, null as target, -abs(progress.change) as falling
    from marts.progress as progress
    inner join rules on progress.to_cycle = rules.cycle
    where progress.level = 'pillar' and progress.is_baseline and progress.changed_answers is distinct from 0 and progress.same_sign >= 0.95 - 1e-9
),

unmet as (
    select
        needs.cycle, needs.country, 'unmet' as statement, 'area' as kind, needs.area as element, null as score,
        null as change, needs.need, needs.need_p05 as low, needs.need_p95 as high, null as same_sign, null as target,
        -needs.need as falling
    from marts.needs as needs
    inner join rules on needs.cycle = rules.cycle
    where needs.unmet
)

select
    cycle, country, statement, kind, element, score, change, need, low, high, same_sign, target,
    (rank() over (partition by cycle, country, statement order by round(falling, 9)))::integer as position
from (select * from judged union all select * from changed union all select * from unmet)
where statement is not null

-- Board: need and support in each country and area, by every source.
--
-- One row per reporting country and area, in the cycle released. request names the row. Support is that of
-- marts.support_activities: registers, files of donors and answers that countries share with donors. unmet is that of marts.needs.
-- standing: unmet: a pressing need, and no source reports an activity that is or may be
-- under way; ending: a pressing need, and all activities under way end within a year; supported: a pressing need with longer
-- support; unknown: it depends on something not known; overlap: no pressing need, two or more funders and a need under 20; low:
-- no pressing need otherwise. remaining is need times cover: the order in which requests are listed for a donor. Source:
-- marts.needs; scores.support_cover; method, "Needs and support by area".
with tiered as (
    select
        needs.country,
        needs.area,
        max(tiers.tier)::integer as tier
    from marts.needs as needs
    inner join input.cycles as cycles on needs.cycle = cycles.cycle and cycles.is_current
    inner join input.tiers as tiers on needs.cycle = tiers.cycle and tiers.from_score <= needs.mean_score + 1e-9
    group by needs.country, needs.area
)

select
    needs.cycle,
    needs.country || '.' || needs.area as request,
    needs.country,
    needs.area,
    countries.region,
    countries.groups,
    tiered.tier,
    needs.need,
    needs.need_p05,
    needs.need_median,
    needs.need_p95,
    needs.need_status,
    needs.gap,
    needs.priority,
    needs.help_wanted,
    needs.readiness,
    needs.readiness_count,
    support.under_way,
    support.ending,
    support.ends_soon,
    support.planned,
    support.undated,
    support.unplaced,
    support.funders,
    support.funder_count,
    support.until,
    support.end_status,
    support.support_status,
    support.funder_count >= 2 and needs.need < 20 as overlap,
    case
        when needs.need < 1e-9 or answers.is_pressing is false then case when overlap then 'overlap' else 'low' end
        when needs.need is null then 'unknown'
        when support.support_status = 'shown' then case when support.ends_soon then 'ending' else 'supported' end
        when support.support_status = 'reported' then 'supported'
        when support.support_status = 'none' then 'unmet'
        else 'unknown'
    end as standing,
    needs.unmet,
    support.cover,
    needs.need * support.cover as remaining
from marts.needs as needs
inner join scores.support_cover as support
    on needs.cycle = support.cycle and needs.country = support.country and needs.area = support.area
inner join scores.need_answers as answers
    on needs.cycle = answers.cycle and needs.country = answers.country and needs.area = answers.area
inner join input.countries as countries on needs.country = countries.country
left join tiered on needs.country = tiered.country and needs.area = tiered.area

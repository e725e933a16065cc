-- Support cover: status of the support for each need, and its factor.
--
-- One row per reporting country and area, in the cycle released. unplaced counts activities of the country without an area that
-- run or may run. support_status: shown: activities are under way; reported: the country counts an active project that no
-- source describes in detail; unknown: an activity may be under way, or the country does not release its support; none. cover
-- is 1 without support, 3/4 if all of it ends within a year or it is not known, 1/4 with two or more funders, else 1/2. Source:
-- scores.need_support; scores.area_support; method, "Needs and support by area".
with joined as (
    select
        reported.cycle, reported.country, reported.area, reported.active_support, reported.uncertain_support, support.funders, support.until,
        coalesce(support.under_way, 0) as under_way,
        coalesce(support.ending, 0) as ending,
        coalesce(support.planned, 0) as planned,
        coalesce(support.undated, 0) as undated,
        coalesce(support.funder_count, 0) as funder_count,
        coalesce(anywhere.under_way + anywhere.undated, 0)::integer as unplaced
    from scores.need_support as reported
    inner join input.cycles as cycles on reported.cycle = cycles.cycle and cycles.is_current
    left join scores.area_support as support on reported.country = support.country and reported.area = support.area
    left join scores.area_support as anywhere on reported.country = anywhere.country and anywhere.area = 'unspecified'
)

select
    cycle,
    country,
    area,
    under_way,
    ending,
    under_way > 0 and under_way = ending as ends_soon,
    planned,
    undated,
    unplaced,
    funders,
    funder_count,
    until,
    case when under_way = 0 then 'none' when until is null then 'open' else 'given' end as end_status,
    case
        when under_way > 0 then 'shown'
        when active_support > 0 then 'reported'
        when active_support is null or uncertain_support + undated + unplaced > 0 then 'unknown'
        else 'none'
    end as support_status,
    case
        when support_status = 'none' then 1
        when ends_soon or support_status = 'unknown' then 0.75
        when funder_count > 1 then 0.25
        else 0.5
    end::double as cover
from joined

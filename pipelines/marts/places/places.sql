-- Places: the countries, regions and groups that can be compared, and the world.
--
-- One row per invited country, and per region, subregion and group with an invited country, in the cycle released. label_kind
-- names the kind of label that names it. members and reporting count its countries; has_figures is false if no figure of it is
-- published, because its countries are fewer than the cycle's least group or did not report. Source: marts.countries,
-- marts.region_scores.
with several as (
    select
        scores.kind,
        scores.region as place,
        max(scores.members) as members,
        max(scores.reporting) as reporting,
        bool_or(scores.mean is not null) as has_figures
    from marts.region_scores as scores
    inner join input.cycles as cycles on scores.cycle = cycles.cycle and cycles.is_current
    group by scores.kind, scores.region
)

select
    country as place,
    'country' as place_kind,
    'country' as label_kind,
    1 as members,
    reported::integer as reporting,
    reported as has_figures
from marts.countries
where invited
union all
select
    place,
    kind as place_kind,
    case when kind = 'world' then 'group' else kind end as label_kind,
    members,
    reporting,
    has_figures
from several

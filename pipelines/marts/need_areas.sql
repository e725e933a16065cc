-- Needs of all countries by area.
--
-- One row per cycle and area, with "reporting of members" beside each figure. mean_need and mean_gap are null where
-- fewer countries than the cycle's least group have one.
with invited as (
    select
        cycle,
        count(*) as members
    from input.invitations
    group by cycle
)

select
    needs.cycle,
    needs.area,
    count(*)::integer as reporting,
    any_value(invited.members)::integer as members,
    count(needs.need)::integer as stated,
    case when count(needs.need) >= any_value(cycles.least_group) then avg(needs.need) end as mean_need,
    case when count(needs.gap) >= any_value(cycles.least_group) then avg(needs.gap) end as mean_gap,
    (count(*) filter (where needs.unmet))::integer as unmet_countries,
    -- Not known is not none: of these countries nobody can say whether a need is unmet.
    (count(*) filter (where needs.unmet is null))::integer as unknown_countries,
    -- Where no country states a project, none is stated.
    coalesce(sum(needs.active_support), 0)::integer as active_support
from marts.needs as needs
inner join input.cycles as cycles on needs.cycle = cycles.cycle
left join invited on needs.cycle = invited.cycle
group by needs.cycle, needs.area

-- Step peers: for each country and area, the countries that have made its next steps, and what they offer to share.
--
-- One row per reporting country, area and peer: a country that, between the cycle before and the one released, made at least one
-- of the next steps in marts.steps, both answers listed. steps are the items, separated by spaces. Up to eight peers an area:
-- those that offer assistance first, then those of the same region, then those that made the most of the steps.
-- That a country made a step says nothing of why.
-- Source: method, "What would it take".
with made as (
    select
        steps.cycle, steps.country, steps.area, makers.peer,
        any_value(makers.same_region) as same_region,
        count(*) as step_count,
        string_agg(steps.item, ' ' order by steps.step_points desc nulls last, steps.item) as made_steps
    from marts.steps as steps
    inner join scores.step_makers as makers on steps.country = makers.country and steps.item = makers.item
    group by steps.cycle, steps.country, steps.area, makers.peer
),

placed as (
    select
        made.cycle, made.country, made.area, made.peer, made.same_region, made.step_count, made.made_steps, offers.offers, offers.region,
        row_number() over (
            partition by made.country, made.area
            order by offers.offers is not null desc, made.same_region desc, made.step_count desc, made.peer
        ) as place
    from made
    inner join marts.offers as offers on made.peer = offers.country
)

select
    cycle,
    country,
    area,
    peer,
    place::integer as place,
    region,
    same_region,
    step_count::integer as step_count,
    made_steps as steps,
    offers
from placed
where place <= 8

-- Progress items: a country's earlier and current answer to each question, on the same scale.
--
-- One row per cycle, earlier cycle, country that reported in both, indicator and item (or group of items of which the best
-- counts). Only items that the crosswalk makes comparable and that apply in both cycles. In a group, each side uses its best
-- among the items that have a value in both. Missing: score_from and score_to are null unless the item has a value in both;
-- changed counts the items whose score differs.
with pairs as (
    select
        later.cycle,
        earlier.from_cycle,
        later.country,
        links.indicator,
        links.item,
        links.combine,
        links.weight,
        earlier.score is not null and later.score is not null as is_in_both,
        earlier.score as score_from,
        later.score as score_to
    from staging.compared_scores as earlier
    inner join staging.item_scores as later
        on earlier.cycle = later.cycle and earlier.country = later.country and earlier.item = later.item
    inner join staging.indicator_items as links on later.cycle = links.cycle and later.item = links.item
    where earlier.standing <> 'left_out' and later.standing <> 'left_out'
)

select
    cycle,
    from_cycle,
    country,
    indicator,
    item as unit,
    weight,
    case when is_in_both then score_from end as score_from,
    case when is_in_both then score_to end as score_to,
    (is_in_both and score_from <> score_to)::integer as changed
from pairs
where combine is null
union all
select
    cycle,
    from_cycle,
    country,
    indicator,
    combine as unit,
    max(weight) as weight,
    max(score_from) filter (where is_in_both) as score_from,
    max(score_to) filter (where is_in_both) as score_to,
    (count(*) filter (where is_in_both and score_from <> score_to))::integer as changed
from pairs
where combine is not null
group by cycle, from_cycle, country, indicator, combine

-- First makers: the first six countries to name among those that made a step, as seen from each region.
--
-- One row per step and region that one of them is of; among is that region, or all for countries of another. peers are in
-- order: those of the region, then those that offer assistance, then by code. Six of a region are enough, and twelve of all, as
-- six of them may be of the region.
with of_all as (
    select
        cycle, item, score, next_score,
        count(*) as made,
        list(peer order by has_offers desc, peer)[1:12] as first_peers
    from scores.step_makers
    group by cycle, item, score, next_score
),

of_region as (
    select
        cycle, item, score, next_score, region,
        list(peer order by has_offers desc, peer)[1:6] as first_peers
    from scores.step_makers
    where region is not null
    group by cycle, item, score, next_score, region
)

select
    cycle,
    item,
    score,
    next_score,
    'all' as among,
    made,
    array_to_string(first_peers[1:6], ' ') as peers
from of_all

union all

select
    of_all.cycle,
    of_all.item,
    of_all.score,
    of_all.next_score,
    of_region.region as among,
    of_all.made,
    array_to_string(
        (
            of_region.first_peers
            || list_filter(of_all.first_peers, lambda peer: not list_contains(of_region.first_peers, peer))
        )[1:6],
        ' '
    ) as peers
from of_all
inner join of_region
    on
        of_all.cycle = of_region.cycle
        and of_all.item = of_region.item
        and of_all.score = of_region.score
        and of_all.next_score = of_region.next_score

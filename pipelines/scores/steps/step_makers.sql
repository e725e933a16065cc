-- Step makers: countries that made at least a given step since the previous cycle.
--
-- One row per step (an item, its score now and next) and country whose listed answer was no higher then and is at least there
-- now. A step is listed once, for all countries that have it ahead: their answer is lower, so no country is its own maker.
with steps as (
    select distinct cycle, item, score, next_score
    from scores.next_steps
    where state = 'step'
)

select
    steps.cycle,
    steps.item,
    steps.score,
    steps.next_score,
    raised.country as peer,
    offers.region,
    offers.offers is not null as has_offers
from steps
inner join marts.raised_answers as raised
    on
        steps.cycle = raised.cycle
        and steps.item = raised.item
        and raised.score_from <= steps.score + 1e-9
        and raised.score_to >= steps.next_score - 1e-9
inner join marts.offers as offers on raised.country = offers.country

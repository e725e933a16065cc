-- Step makers: which other countries made at least the next step of each item since the cycle before.
--
-- One row per country, item with a next step, and peer whose listed answer was no higher then and is at least there now.
-- place puts peers of the same region first, then those that offer assistance, then the order of their codes.
select
    steps.cycle,
    steps.country,
    steps.item,
    raised.country as peer,
    (own.region = offers.region) is true as same_region,
    row_number() over (
        partition by steps.country, steps.item
        order by same_region desc, offers.offers is not null desc, raised.country
    )::integer as place
from scores.next_steps as steps
inner join marts.raised_answers as raised
    on
        steps.cycle = raised.cycle
        and steps.item = raised.item
        and steps.country <> raised.country
        and raised.score_from <= steps.score + 1e-9
        and raised.score_to >= steps.next_score - 1e-9
inner join marts.offers as offers on raised.country = offers.country
inner join input.countries as own on steps.country = own.country
where steps.state = 'step'

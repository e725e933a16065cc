-- Compared worths: the score of an answer of an earlier cycle on the current scale, for progress.
--
-- One row per cycle, earlier cycle that it is compared with, item and value that some country gave there, recoded if the
-- crosswalk states this; the empty value represents no answer. from_item is the former code of the item. Missing: worth is null
-- without an answer, if a choice is not scored now, and if the text is not a number. Source:
-- questionnaires/<instrument>/<version>/crosswalk.csv; the scale is that of staging.worths.
with answered as (
    select distinct
        sources.cycle,
        sources.from_cycle,
        sources.item,
        answers.item as from_item,
        -- Never null, so that it can be joined on: no answer is an empty text.
        coalesce(answers.value, '') as value,
        sources.recode is not null as is_recoded,
        case
            when sources.recode is null then answers.value
            else array_to_string([coalesce(sources.recode[word], word) for word in string_split(answers.value, ' ')], ' ')
        end as recoded
    from staging.item_sources as sources
    inner join input.answers as answers
        on sources.from_cycle = answers.cycle and sources.from_item = answers.item
)

select
    answered.cycle,
    answered.from_cycle,
    answered.item,
    answered.from_item,
    answered.value,
    case
        when items.scorer = 'choice' then choices.score
        when items.scorer = 'share'
            then 100 * len(list_intersect(string_split(answered.recoded, ' '), string_split(items.counted_choices, ' ')))
                / len(string_split(items.counted_choices, ' '))
        when try_cast(answered.recoded as double) is not null
            then 100 * greatest(0, least(1, (answered.recoded::double - items.low) / (items.high - items.low)))
    end as worth,
    choices.choice is not null and choices.score is null as is_unscored,
    answered.is_recoded,
    items.lowest
from answered
inner join staging.scored_items as items on answered.cycle = items.cycle and answered.item = items.item
left join input.choices as choices
    on items.scorer = 'choice'
    and items.cycle = choices.cycle
    and items.list = choices.list
    and answered.recoded = choices.choice

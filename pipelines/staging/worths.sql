-- Worths: the score of each answer given to an item, from 0 to 100.
--
-- One row per cycle, item and value that some country gave; the empty value represents no answer. Missing: worth is null
-- without an answer, if a choice is not scored, and if the text is not a number. is_unscored is true only for a choice that is
-- not scored: it is excluded from the denominator. Source: questionnaires/<instrument>/<version>/choices.yaml and
-- questionnaire.yaml.
with answered as (
    select distinct
        items.cycle,
        items.item,
        -- Never null, so that it can be joined on: no answer is an empty text.
        coalesce(answers.value, '') as value
    from staging.scored_items as items
    inner join input.answers as answers on items.cycle = answers.cycle and items.item = answers.item
)

select
    answered.cycle,
    answered.item,
    answered.value,
    case
        when answered.value = '' then null
        when items.scorer = 'choice' then choices.score
        when items.scorer = 'share'
            then 100 * len(list_intersect(string_split(answered.value, ' '), string_split(items.counted_choices, ' ')))
                / len(string_split(items.counted_choices, ' '))
        -- least() would make a value that is not a number the best one.
        when try_cast(answered.value as double) is not null
            then 100 * greatest(0, least(1, (answered.value::double - items.low) / (items.high - items.low)))
    end as worth,
    choices.choice is not null and choices.score is null as is_unscored,
    items.lowest
from answered
inner join staging.scored_items as items on answered.cycle = items.cycle and answered.item = items.item
left join input.choices as choices
    on items.scorer = 'choice'
    and items.cycle = choices.cycle
    and items.list = choices.list
    and answered.value = choices.choice

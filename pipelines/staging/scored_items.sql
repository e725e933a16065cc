-- Scored items: every cell of a questionnaire that can have a score in this edition.
--
-- One row per cycle and item (a question's code, or the full id of a part). A question whose class is not in the edition is
-- excluded for every country, so that all countries are scored on the same questions. lowest is the score of a question that is
-- not asked because its parent is too low; counted_choices are the choices that a scorer "share" counts, separated by spaces,
-- null for other scorers. Source: questionnaires/<instrument>/<version>/questionnaire.yaml and choices.yaml.
with lowest_choices as (
    select
        cycle,
        list,
        min(score) as lowest
    from input.choices
    group by cycle, list
),

counted_choices as (
    select
        cycle,
        item,
        string_agg(choice, ' ' order by choice) as counted_choices
    from input.share_choices
    group by cycle, item
)

select
    items.cycle,
    items.item,
    items.question,
    questions.section,
    questions.evidence_wanted,
    items.scorer,
    items.list,
    items.low,
    items.high,
    case when items.scorer = 'choice' then lowest_choices.lowest else 0 end as lowest,
    counted_choices.counted_choices
from input.scored_items as items
inner join input.questions as questions
    on items.cycle = questions.cycle and items.question = questions.question
left join lowest_choices
    on items.cycle = lowest_choices.cycle and items.list = lowest_choices.list
left join counted_choices
    on items.cycle = counted_choices.cycle and items.item = counted_choices.item
where questions.in_edition

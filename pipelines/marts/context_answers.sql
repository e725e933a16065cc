-- Context answers: what is never scored and stands beside the figures: volumes, commitments, plans.
--
-- One row per cycle, reporting country, context and item, as far as it may be listed and was given. context is the group
-- that it is shown in, role what it is there; occurrence joins the parts of one entry, null where a question is asked once.
-- value_text is null unless the state is answered; number_value is null for what is no number. A count of cases may mean more crime, more skill or more reporting.
-- Source: accepted submissions; pipelines/framework/<instrument>/context_questions.csv.
select
    answers.cycle,
    answers.country,
    links.context,
    links.role,
    answers.question,
    answers.part,
    answers.item,
    items.occurrence,
    answers.state,
    answers.value as value_text,
    case when items.type in ('integer', 'decimal') then try_cast(answers.value as double) end as number_value,
    items.list,
    items.position,
    answers.comment,
    answers.evidence,
    answers.sheet,
    answers.cell
from input.answers as answers
inner join input.items as items on answers.cycle = items.cycle and answers.item = items.item
inner join input.context_questions as links
    on answers.question = links.question and (links.name is null or items.name = links.name)
where answers.listed and answers.state not in ('blank', 'not_released')

-- Context answers: answers shown with the figures and never scored: volumes, commitments, plans.
--
-- One row per cycle, reporting country, context and item, as far as it may be listed and was given. context is the group in
-- which it is shown, role its function there; occurrence joins the parts of one entry, null if a question is asked once.
-- value_text is null unless the state is answered; number_value is null if the value is not a number. A higher number of cases
-- may mean more crime, more capacity or more reporting. Source: accepted submissions;
-- pipelines/framework/<instrument>/context_questions.csv.
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

-- Contradictions: answers on a treaty that differ from an authority's table. Neither is changed; the country is asked.
--
-- One row per cycle, country and question. Compared only if each treaty of the question has a confirmed fact with a status that
-- choices can express: facts from general knowledge or not in the source contradict nothing. The fact shown is that of the
-- first of these treaties. Only answers that may be listed. Source: pipelines/framework/<instrument>/treaty_answers.csv states
-- which choices agree with a status.
with compared as (
    select
        answers.cycle,
        answers.country,
        answers.question,
        answers.value as answered,
        links.treaty,
        facts.status,
        facts.as_of,
        facts.source,
        facts.confirmed and exists (
            select 1 from input.treaty_answers as known
            where known.cycle = answers.cycle and known.status = facts.status
        ) as is_compared,
        exists (
            select 1 from input.treaty_answers as agreeing
            where agreeing.cycle = answers.cycle and agreeing.status = facts.status and agreeing.choice = answers.value
        ) as agrees
    from input.answers as answers
    inner join input.treaty_questions as links
        on answers.cycle = links.cycle and answers.question = links.question
    left join input.treaty_facts as facts on links.treaty = facts.treaty and answers.country = facts.country
    where answers.state = 'answered' and answers.listed and answers.part is null
)

select
    cycle,
    country,
    question,
    any_value(answered) as answered,
    min(treaty) as treaty,
    arg_min(status, treaty) as fact,
    arg_min(as_of, treaty) as as_of,
    arg_min(source, treaty) as source
from compared
group by cycle, country, question
having bool_and(coalesce(is_compared, false)) and not bool_or(agrees)

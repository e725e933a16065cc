-- Answers: what countries answered, as far as it may be listed.
--
-- One row per cycle, reporting country and item. Answers that are not public, by their question's class or by the country's
-- choice, are stated as not released or are omitted; so are those that are used in scores without being listed. value_text is
-- null unless the state is answered; list is null if the answer is not a choice. Source: accepted submissions.
select
    answers.cycle,
    answers.country,
    answers.section,
    answers.question,
    answers.part,
    answers.item,
    answers.state,
    answers.value as value_text,
    items.list,
    items.position,
    answers.comment,
    answers.evidence,
    answers.evidence_state,
    answers.confirmed,
    answers.sheet,
    answers.cell,
    answers.revision,
    answers.upload_sha256,
    answers.file_name,
    cycles.version as questionnaire_version
from input.answers as answers
inner join input.cycles as cycles on answers.cycle = cycles.cycle
left join input.items as items on answers.cycle = items.cycle and answers.item = items.item
where answers.listed

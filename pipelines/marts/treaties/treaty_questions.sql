-- Treaty questions: which question asks about the status of which treaty.
--
-- One row per cycle, question and treaty. Only questions that this edition shows.
-- Source: questionnaires/<instrument>/<version>/questionnaire.yaml.
select
    links.cycle,
    links.question,
    links.treaty
from input.treaty_questions as links
inner join input.questions as questions
    on links.cycle = questions.cycle and links.question = questions.question
where questions.in_edition

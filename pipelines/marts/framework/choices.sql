-- Choices: the choice lists of each questionnaire with the score of each choice.
--
-- One row per cycle, list and choice, in the order of the list. score is null if a choice is not scored.
-- Source: questionnaires/<instrument>/<version>/choices.yaml.
select
    cycle,
    list,
    choice,
    position,
    score
from input.choices

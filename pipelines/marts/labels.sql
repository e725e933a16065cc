-- Labels: what codes are called, in each language.
--
-- One row per kind, id and language. The id of a choice is list:name.
-- Source: texts of the questionnaire, of the framework and of the reference data.
select
    kind,
    id,
    language,
    label,
    position
from input.labels

-- Models: the statements that this release was made with.
--
-- One row per model, in the order in which they ran. means is the comment at the statement's head.
-- Source: pipelines/.
select
    model,
    title,
    grain,
    kind,
    position,
    means,
    sql
from input.models

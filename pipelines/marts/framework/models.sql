-- Models: the SQL statements with which this release was computed.
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

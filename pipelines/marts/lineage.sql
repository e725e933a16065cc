-- Lineage: which tables each model reads, as DuckDB's own parser finds them in its statement.
--
-- One row per model and table read. An input table reads nothing.
-- Source: the statements of pipelines/.
select
    model,
    reads
from input.lineage

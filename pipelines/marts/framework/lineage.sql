-- Lineage: the tables that each model reads, found by DuckDB's own parser in its statement.
--
-- One row per model and table read. An input table reads nothing.
-- Source: the statements of pipelines/.
select
    model,
    reads
from input.lineage

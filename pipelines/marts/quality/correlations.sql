-- Correlations: correlation of two items, indicators, pillars or dimensions over the countries.
--
-- One row per pair. correlation is Pearson's; null if one of the two does not vary, or fewer than three countries have
-- both. significance is its two-sided p-value.
-- Source: pipelines/statistics/correlations.yaml.
select
    cycle,
    level,
    element,
    beside_level,
    beside,
    correlation,
    significance,
    countries
from statistics.correlations

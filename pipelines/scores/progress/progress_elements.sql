-- Progress of elements: indicators, pillars and dimensions in one table, both cycles' scores on comparable items.
--
-- One row per cycle, earlier cycle, country that reported in both, level and element with something to compare.
-- Missing: score_from and score_to are null if too little can be compared.
select cycle, from_cycle, country, 'indicator' as level, indicator as element, score_from, score_to, questions, changed
from scores.progress_indicators
union all
select cycle, from_cycle, country, 'pillar' as level, pillar as element, score_from, score_to, questions, changed
from scores.progress_pillars
union all
select cycle, from_cycle, country, 'dimension' as level, dimension as element, score_from, score_to, questions, changed
from scores.progress_dimensions

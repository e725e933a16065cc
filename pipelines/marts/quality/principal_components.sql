-- Principal components: whether the parts of an indicator, pillar or dimension measure one concept or several.
--
-- One row per element, component and child. share is that of the whole variance, cumulative that of the component and
-- those before it.
-- Source: pipelines/statistics/principal_components.yaml.
select
    cycle,
    level,
    element,
    component,
    child_level,
    child,
    variance,
    share,
    cumulative,
    loading,
    countries
from statistics.principal_components

/** The names of methods in method.yaml, and COINr's names for them. */

export const imputations = {
  names: ['none', 'mean', 'median', 'group_mean', 'group_median'] as const,
  coinr: {
    i_mean: 'mean',
    i_median: 'median',
    i_mean_grp: 'group_mean',
    i_median_grp: 'group_median',
  } as const,
};

export const means = {
  names: ['arithmetic', 'geometric', 'harmonic', 'generalised', 'copeland', 'product', 'minimum', 'maximum'] as const,
  coinr: { a_amean: 'arithmetic', a_gmean: 'geometric', a_hmean: 'harmonic' } as const,
  coinrAll: {
    a_amean: 'arithmetic',
    a_gmean: 'geometric',
    a_hmean: 'harmonic',
    a_genmean: 'generalised',
    a_copeland: 'copeland',
  } as const,
};

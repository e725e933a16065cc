/** Limits for workbooks. An issued workbook has under 300 kB packed and about 2 MB unpacked. */
export const guardLimits = {
  /** Bytes of the file. */
  file: 10 * 1024 * 1024,
  entries: 500,
  /** Bytes of one unpacked part, and of all parts together. */
  part: 30 * 1024 * 1024,
  all: 60 * 1024 * 1024,
  /** Ratio of unpacked to packed size; parts smaller than `ratioFrom` may exceed it. */
  ratio: 200,
  ratioFrom: 1024 * 1024,
  depth: 64,
  attributes: 128,
  /** Characters of one text or attribute. A cell allows 32,767; longer ones give a finding, not a refusal. */
  text: 2_000_000,
} as const;

/** What a workbook may weigh. One of ours weighs under 300 kB packed and some 2 MB unpacked. */
export const guardLimits = {
  /** Bytes of the file itself. */
  file: 10 * 1024 * 1024,
  entries: 500,
  /** Bytes of one unpacked part, and of all together. */
  part: 30 * 1024 * 1024,
  all: 60 * 1024 * 1024,
  /** Unpacked over packed; smaller parts than `ratioFrom` may be as regular as they like. */
  ratio: 200,
  ratioFrom: 1024 * 1024,
  depth: 64,
  attributes: 128,
  /** Characters of one text or attribute. A cell holds 32,767; longer ones are reported as a finding, not refused. */
  text: 2_000_000,
} as const;

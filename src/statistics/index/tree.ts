/** The tree of an index. */
export type Node = {
  readonly code: string;
  readonly parent: string | null;
  /** 1 for an indicator; an aggregate has a level above its children. */
  readonly level: number;
  readonly weight: number;
};

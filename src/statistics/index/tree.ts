/** The tree of an index. */
export type Node = {
  readonly code: string;
  readonly parent: string | null;
  /** 1 for an indicator; an aggregate stands one above its children. */
  readonly level: number;
  readonly weight: number;
};

/** Projected features of maps. */

/**
 * A feature in pixels: `cx`, `cy` is the position for a mark on it, `room` the area of its largest part in square
 * pixels; `footnote` names the text that must be shown below a map that contains it.
 */
export type FlatFeature = { readonly code: string; readonly [column: string]: unknown };

/** Width and height of projected maps, in pixels. */
export const mapSize = { width: 960, height: 468 } as const;

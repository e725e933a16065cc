/** A page ready to be written: every text in its language, every figure formatted, every address complete. */

import type { CellKind, SiteSection } from '../declare/declaration.ts';
import type { TablePages } from '../declare/table-pages.ts';
import type { BoundChart } from '../draw/chart.ts';
import type { DatasetValue } from '../release.ts';
import type { Format } from './format-row.ts';

export type BoundCell = {
  readonly as: CellKind;
  /** Formatted; an en dash if there is no value. */
  readonly text: string;
  /** Language of the text, if it is not that of the page. */
  readonly language?: string;
  /** A second line in small type, with its language. */
  readonly under?: string;
  readonly underLanguage?: string;
  readonly href?: string;
  /** 0 to 100 for a score, 0 to 1 for a share; null if there is none. */
  readonly value?: number | null;
  readonly low?: number | null;
  readonly high?: number | null;
  /** Class of a mark, with its symbol. */
  readonly tone?: string;
  readonly sign?: string;
};

export type BoundColumn = {
  readonly title: string;
  readonly as: CellKind;
  readonly head: boolean;
  readonly brief: boolean;
  /** True for a column that only leads to another page: documents omit it. */
  readonly onward?: boolean;
  /** Address of the same page sorted by this column, and the current direction; null if the page cannot be sorted. */
  readonly order: { readonly href: string; readonly now: 'ascending' | 'descending' | null } | null;
};

export type BoundTable = {
  readonly caption: string;
  readonly columns: readonly BoundColumn[];
  readonly rows: readonly { readonly anchor: string | null; readonly cells: readonly BoundCell[] }[];
  /** The rows that the page shows; null if it shows all. */
  readonly pages: TablePages | null;
  /** Mart whose file contains these figures. */
  readonly mart: string;
  /** The same as values, for a file: with an additional column for each bound and each second line of a cell. */
  readonly figures: BoundFigures;
};

export type BoundFigures = {
  /** Name in the mart, title in the page's language, and format for a reader; `beside` another column on the page. */
  readonly columns: readonly {
    readonly name: string;
    readonly title: string;
    readonly format: Format | null;
    readonly beside: boolean;
  }[];
  readonly rows: readonly (readonly DatasetValue[])[];
};

export type BoundNode = {
  readonly anchor: string;
  readonly title: string;
  readonly says: string | null;
  readonly cells: readonly (BoundCell & { readonly title: string })[];
  readonly open: boolean;
  /** Address of a separate page; null if there is none. */
  readonly href: string | null;
  readonly children: readonly BoundNode[];
  readonly leaf: BoundTable | null;
};

export type BoundCard = {
  readonly title: string;
  readonly href: string | null;
  readonly score: BoundCell;
  readonly mark: BoundCell | null;
  readonly lines: readonly string[];
};

export type BoundLink = { readonly text: string; readonly href: string };

/** One entry of a legend; the swatch is a small `<svg>`. */
export type BoundKey = { readonly swatch: string; readonly text: string };

type BlockFrame = {
  readonly id: string;
  readonly title: string;
  /** The message of the block in one sentence, with figures; null for none. */
  readonly sentence: string | null;
  /** How to read it. */
  readonly note: string | null;
  /** Of which date its facts are, in words, if it is not the reference date of the cycle. */
  readonly asOf: string | null;
  readonly width: 'full' | 'half' | 'third' | 'two-thirds';
  /** Name shared by the tabs of one group; the label of this tab is `tab`. */
  readonly tabs: string | null;
  readonly tab: string;
  /** Block whose table contains the same figures. */
  readonly see: string | null;
  /** In print: fully expanded, omitted, or as it is displayed. */
  readonly print: 'whole' | 'out' | null;
  /** On a narrow screen, folded below a line that counts its rows. */
  readonly fold: boolean;
};

export type BoundBlock = BlockFrame & BoundContent;

/** What a block shows, by its kind. */
export type BoundContent =
  | {
      readonly kind: 'chart';
      readonly chart: BoundChart;
      readonly name: string;
      readonly narrow: 'fit' | 'shrink' | 'scroll';
      /** The chart with the rows that the page shows; `chart` has all rows, for files. */
      readonly shown: BoundChart;
      readonly narrowChart: BoundChart | null;
      /** The rows that are shown; null if all are. */
      readonly pages: TablePages | null;
      readonly legend: readonly BoundKey[] | null;
      /** That of `shown`. */
      readonly shownLegend: readonly BoundKey[] | null;
      /** Where the figures come from, and that they are illustrative; a page writes it below the drawing. */
      readonly caption: readonly string[];
      readonly hint: string | null;
      /** Notes that must be shown below its map; empty for other charts. */
      readonly mapNotes: readonly string[];
      readonly table: BoundTable | null;
    }
  | { readonly kind: 'table'; readonly table: BoundTable }
  | {
      readonly kind: 'facts';
      readonly facts: readonly { readonly text: string; readonly figure: string; readonly note: string | null }[];
    }
  | { readonly kind: 'callouts'; readonly callouts: readonly { readonly text: string; readonly tone: string }[] }
  | { readonly kind: 'cards'; readonly cards: readonly BoundCard[] }
  | { readonly kind: 'tree'; readonly nodes: readonly BoundNode[]; readonly pages: TablePages | null }
  | {
      readonly kind: 'sources';
      readonly pages: TablePages | null;
      readonly sources: readonly {
        readonly anchor: string;
        readonly title: string;
        readonly says: string;
        readonly text: string;
      }[];
    }
  | { readonly kind: 'prose'; readonly paragraphs: readonly string[]; readonly links: readonly BoundLink[] }
  | {
      readonly kind: 'summary';
      readonly sentences: readonly { readonly label: string | null; readonly text: string }[];
    }
  | {
      readonly kind: 'doors';
      readonly doors: readonly { readonly section: SiteSection; readonly title: string; readonly text: string }[];
    }
  | { readonly kind: 'news'; readonly most: number }
  | { readonly kind: 'empty'; readonly text: string };

export type BoundChoice = {
  readonly text: string;
  readonly href: string;
  readonly current: boolean;
  readonly within: boolean;
  readonly children: readonly BoundChoice[];
};

/** A form that filters the page, which works without a script. */
export type BoundFilter = {
  readonly action: string;
  /** Address of the page without a selection. */
  readonly whole: string;
  readonly title: string;
  /** Label of the button. */
  readonly show: string;
  /** Label of the link that removes the filter. */
  readonly reset: string;
  readonly fields: readonly {
    readonly name: string;
    readonly title: string;
    readonly kind: 'list' | 'tick' | 'search' | 'amount' | 'several' | 'boxes';
    /** Label of the option that selects nothing. */
    readonly all: string;
    /** The current search text or amount. */
    readonly text: string;
    readonly options: readonly { readonly value: string; readonly text: string; readonly chosen: boolean }[];
    /** For a field with several values: the selected ones, the number of selection lists, and their options. */
    readonly several: {
      readonly taken: readonly {
        readonly value: string;
        readonly text: string;
        /** Address without this value. */
        readonly href: string;
        readonly remove: string;
      }[];
      readonly fields: number;
      readonly sections: readonly {
        readonly title: string;
        readonly options: readonly { readonly value: string; readonly text: string }[];
      }[];
    } | null;
  }[];
  /** How many are shown, and of what. */
  readonly says: string;
  readonly narrowed: boolean;
  /** The formatted number of those shown; empty if the selection does not start from all. */
  readonly shown: string;
  /** True if the page shows nothing before a selection is made. */
  readonly opens: boolean;
  /** Values of the address that are no part of the selection and are kept when it changes, such as weights. */
  readonly keeps: readonly { readonly name: string; readonly value: string }[];
  /** The chosen sort order, which is kept too; null for the default. */
  readonly sort: string | null;
};

/** A document that a page offers. */
export type BoundDocument = {
  readonly name: string;
  /** The kind of document, in words. */
  readonly kind: string;
  readonly mostPages: number | null;
  /** Blocks of the page in order; for a chart, its drawing or only its table. */
  readonly parts: readonly { readonly block: string; readonly table: boolean }[];
};

export type BoundPage = {
  readonly documents: readonly BoundDocument[];
  readonly title: string;
  readonly lede: string;
  readonly choices: { readonly title: string; readonly options: readonly BoundChoice[] } | null;
  readonly filter: BoundFilter | null;
  readonly blocks: readonly BoundBlock[];
  readonly reservations: readonly string[];
  /** The cycle whose figures it shows: that of the release, or an earlier one selected by a filter. */
  readonly cycle: string;
  /** How answers that are not listed were protected; null if no figure of the page is based on answers. */
  readonly protection: string | null;
  readonly downloads: readonly string[];
  /** `<pattern>` elements for its charts and legends, to be included once; empty if it has no chart. */
  readonly patterns: string;
  /** True if the page shows real facts even in an illustrative release. */
  readonly real: boolean;
};

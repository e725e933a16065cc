/** A page as it is shown: every text in its language, every figure told, every address made. */

import type { CellKind, SiteSection } from '../declare/declaration.ts';
import type { TablePages } from '../declare/table-pages.ts';
import type { BoundChart } from '../draw/chart.ts';
import type { DatasetValue } from '../release.ts';
import type { Format } from './format-row.ts';

export type BoundCell = {
  readonly as: CellKind;
  /** As told; an en dash if there is no value. */
  readonly text: string;
  /** Second line, small. */
  readonly under?: string;
  readonly href?: string;
  /** 0 to 100 for a score, 0 to 1 for a share; null if there is none. */
  readonly value?: number | null;
  readonly low?: number | null;
  readonly high?: number | null;
  /** Class of a mark, with its sign. */
  readonly tone?: string;
  readonly sign?: string;
};

export type BoundColumn = {
  readonly title: string;
  readonly as: CellKind;
  readonly head: boolean;
  readonly brief: boolean;
  /** Address of the same page in the order of this column, and in which order it is now; null if a page has no orders. */
  readonly order: { readonly href: string; readonly now: 'ascending' | 'descending' | null } | null;
};

export type BoundTable = {
  readonly caption: string;
  readonly columns: readonly BoundColumn[];
  readonly rows: readonly { readonly anchor: string | null; readonly cells: readonly BoundCell[] }[];
  /** Which rows a page shows; null if it shows all. */
  readonly pages: TablePages | null;
  /** Mart whose file holds these figures. */
  readonly mart: string;
  /** The same as values, for a file: a column more for each bound and each small line of a cell. */
  readonly figures: BoundFigures;
};

export type BoundFigures = {
  /** Name in the mart, title in the page's language, and how it is written for a reader; `beside` another column on the page. */
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
  /** A page of its own; null if there is none. */
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

/** One line of a legend; the swatch is a small `<svg>`. */
export type BoundKey = { readonly swatch: string; readonly text: string };

type BlockFrame = {
  readonly id: string;
  readonly title: string;
  /** What the block says in one sentence, figures filled in; null if it states nothing. */
  readonly sentence: string | null;
  /** How to read it. */
  readonly note: string | null;
  readonly width: 'full' | 'half' | 'third' | 'two-thirds';
  /** Name that tabs of one group share; the tab's own text is `tab`. */
  readonly tabs: string | null;
  readonly tab: string;
  /** Block whose table holds the same figures. */
  readonly see: string | null;
  /** On paper: unfolded whole, left out, or as it opens. */
  readonly print: 'whole' | 'out' | null;
};

export type BoundBlock = BlockFrame &
  (
    | {
        readonly kind: 'chart';
        readonly chart: BoundChart;
        readonly name: string;
        readonly narrow: 'fit' | 'shrink' | 'scroll';
        /** The chart with the rows that the page shows; the one above has all, for files. */
        readonly shown: BoundChart;
        readonly narrowChart: BoundChart | null;
        /** Which rows are shown; null if all are. */
        readonly pages: TablePages | null;
        readonly legend: readonly BoundKey[] | null;
        readonly hint: string | null;
        /** What must be shown below the map that it draws; none for other charts. */
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
    | { readonly kind: 'empty'; readonly text: string }
  );

export type BoundChoice = {
  readonly text: string;
  readonly href: string;
  readonly current: boolean;
  readonly within: boolean;
  readonly children: readonly BoundChoice[];
};

/** A form that narrows the page, which works without a script. */
export type BoundFilter = {
  readonly action: string;
  readonly title: string;
  /** What the button says. */
  readonly show: string;
  /** What the way back to all is called. */
  readonly reset: string;
  readonly fields: readonly {
    readonly name: string;
    readonly title: string;
    readonly kind: 'list' | 'tick' | 'search' | 'amount' | 'several' | 'boxes';
    /** What the option of a list is called that chooses nothing. */
    readonly all: string;
    /** What is searched for now, or the amount. */
    readonly text: string;
    readonly options: readonly { readonly value: string; readonly text: string; readonly chosen: boolean }[];
    /** Of a field that takes several: what is chosen, how many lists it offers, and what they hold. */
    readonly several: {
      readonly taken: readonly {
        readonly value: string;
        readonly text: string;
        /** Address without it. */
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
  /** How many are shown, as a number is written; empty where what is chosen is not left over from all. */
  readonly shown: string;
  /** True where the page shows nothing before something is chosen. */
  readonly opens: boolean;
  /** The order that was chosen, which stays when something else is; null for the page's own. */
  readonly sort: string | null;
};

/** A document that a page offers. */
export type BoundDocument = {
  readonly name: string;
  /** What kind of document it is, in words. */
  readonly kind: string;
  readonly mostPages: number | null;
  /** Blocks of the page in order; of a chart its drawing, or its table alone. */
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
  /** Whose figures it shows: the release's own, or an earlier one that a filter chooses. */
  readonly cycle: string;
  /** What was done to protect answers that are not listed; null where the page shows no figure that counts any. */
  readonly protection: string | null;
  readonly downloads: readonly string[];
  /** `<pattern>` elements that its charts and legends refer to, for the page to hold once; empty if it has no chart. */
  readonly patterns: string;
  /** True if the page shows real facts whatever the release holds. */
  readonly real: boolean;
};

/** A document as data, which is written as PDF and DOCX. */
import type { FileFacts } from './facts.ts';

export type DocumentCell = {
  readonly text: string;
  /** Second line, in small type. */
  readonly under?: string;
};

export type DocumentTable = {
  /** Empty if a heading states it. */
  readonly caption: string;
  readonly columns: readonly { readonly title: string; readonly as: 'text' | 'number' | 'long' }[];
  readonly rows: readonly (readonly DocumentCell[])[];
};

export type DocumentBlock =
  | {
      readonly kind: 'heading';
      readonly level: 1 | 2 | 3;
      readonly text: string;
      /** True for a chapter, which is set off by a rule, and starts on a page with room for its first figure. */
      readonly chapter?: boolean;
    }
  | {
      readonly kind: 'paragraph';
      readonly text: string;
      /** `dated`: of which date the facts above are, where it is not the reference date of the document. */
      readonly look: 'plain' | 'lede' | 'note' | 'mark' | 'dated';
    }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | {
      readonly kind: 'facts';
      readonly facts: readonly { readonly figure: string; readonly text: string; readonly note: string | null }[];
    }
  | { readonly kind: 'table'; readonly table: DocumentTable }
  | {
      readonly kind: 'picture';
      /** One `<svg>` element without external references. */
      readonly svg: string;
      readonly width: number;
      readonly height: number;
      /** Text alternative of the picture. */
      readonly alt: string;
      /** Its legend. */
      readonly keys: readonly { readonly swatch: string; readonly text: string }[];
    }
  /** Blocks side by side if there is room; otherwise the second follows the first. */
  | { readonly kind: 'pair'; readonly first: readonly DocumentBlock[]; readonly second: readonly DocumentBlock[] };

export type DocumentContent = {
  readonly facts: FileFacts;
  /** Line above the title: the kind of document. */
  readonly kind: string;
  readonly subtitle: string;
  /** "Page {page} of {pages}" in the language, with these two words in braces. */
  readonly pageOf: string;
  /** Maximum number of pages of a PDF; null for no limit. */
  readonly mostPages: number | null;
  /** "{count} further rows are on the page", after a table that is shortened to keep within `mostPages`. */
  readonly furtherRows: string;
  /** Title of the table of contents; null for a short document, which has none. */
  readonly contents: string | null;
  readonly blocks: readonly DocumentBlock[];
};

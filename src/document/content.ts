/** A document as data: what its writers turn into PDF and DOCX. */
import type { FileFacts } from './facts.ts';

export type DocumentCell = {
  readonly text: string;
  /** Second line, small. */
  readonly under?: string;
};

export type DocumentTable = {
  /** Empty if a heading states it. */
  readonly caption: string;
  readonly columns: readonly { readonly title: string; readonly as: 'text' | 'number' | 'long' }[];
  readonly rows: readonly (readonly DocumentCell[])[];
};

export type DocumentBlock =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: string; readonly newPage?: boolean }
  | { readonly kind: 'paragraph'; readonly text: string; readonly look: 'plain' | 'lede' | 'note' | 'mark' }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | {
      readonly kind: 'facts';
      readonly facts: readonly { readonly figure: string; readonly text: string; readonly note: string | null }[];
    }
  | { readonly kind: 'table'; readonly table: DocumentTable }
  | {
      readonly kind: 'picture';
      /** One `<svg>` element that refers to nothing outside it. */
      readonly svg: string;
      readonly width: number;
      readonly height: number;
      /** What a person hears in place of it. */
      readonly alt: string;
      /** What its colours mean. */
      readonly keys: readonly { readonly swatch: string; readonly text: string }[];
    }
  /** Blocks side by side, where there is room; the second after the first if there is none. */
  | { readonly kind: 'pair'; readonly first: readonly DocumentBlock[]; readonly second: readonly DocumentBlock[] };

export type DocumentContent = {
  readonly facts: FileFacts;
  /** Line above the title: what kind of document it is. */
  readonly kind: string;
  readonly subtitle: string;
  /** "Page {page} of {pages}" in the language, with these two words in braces. */
  readonly pageOf: string;
  /** Pages that it may have at most, in a PDF; null for as many as it needs. */
  readonly mostPages: number | null;
  /** Title of the list of chapters; null for a short document, which has none. */
  readonly contents: string | null;
  readonly blocks: readonly DocumentBlock[];
};

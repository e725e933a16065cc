/** The facts that every file states about itself, in the language of its page. */
export type FileFacts = {
  readonly title: string;
  /** BCP 47 tag. */
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  /**
   * Unit, cycle, release, method version, source, licence, date and status, each with its label: in this order in
   * every file.
   */
  readonly lines: readonly { readonly name: string; readonly text: string }[];
  /** The same as sentences, for the footer of a picture or page. */
  readonly foot: readonly string[];
  /** A short label, such as "Illustrative"; null if nothing is invented and the release is public. */
  readonly mark: string | null;
  /** ISO date or instant of the release, so that the same release gives the same bytes. */
  readonly date: string;
};

/** Entries of the working pages in the navigation, which all pages have. */
export const deskEntries = [
  { path: 'upload', text: 'desk.nav.upload' },
  { path: 'submissions', text: 'desk.nav.submissions' },
] as const;

/** What stands in a link for the journal in place of an entry. */
export const JOURNAL = 'journal'

/** What stands in a link in place of an entry: the journal, and the conflicts. */
export const JOURNAL = 'journal'
export const CONFLICTS = 'conflicts'

/** What stands in a link in place of an entry: the journal, the conflicts, the explanations. */
export const JOURNAL = 'journal'
export const CONFLICTS = 'conflicts'
export const EXPLANATIONS = 'explanations'

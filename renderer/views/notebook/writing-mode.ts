/** How entries are shown to this person: the text, the page, both, or the SQL they ask. */
import { useStorage } from '@vueuse/core'

export type WritingMode = 'write' | 'both' | 'read' | 'sql'
/** The statement being written in an entry, kept in this browser; a citation keeps it for good. */
export const useStatement = (entry: string) => useStorage(`backtrail.statement.${entry}`, '')
export const useWritingMode = () => useStorage<WritingMode>('backtrail.writing-mode', 'both')

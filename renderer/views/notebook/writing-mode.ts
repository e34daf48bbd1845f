/** How entries are shown to this person: the text, the page, or both. */
import { useStorage } from '@vueuse/core'

export type WritingMode = 'write' | 'both' | 'read'
export const useWritingMode = () => useStorage<WritingMode>('backtrail.writing-mode', 'both')

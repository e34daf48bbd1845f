/** Who wrote something, as text: a key is named by its first signs. */
const KEY = /^[0-9a-f]{32,}$/

/** Shape: author of the journal → `key 7525780b` for a key without a name, else as it is. */
export const authorText = (author: string): string => (KEY.test(author) ? `key ${author.slice(0, 8)}` : author)

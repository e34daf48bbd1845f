/** Time zones by name, and fixed offsets. */

const FIXED = /^([+-])(\d{1,2})(?::?(\d{2}))?$/
const NAMES = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((name) => name !== 'UTC')]

/** Shape: `-4`, `−04:00`, `+0530` → `-04:00`, `+05:30`; null for what is no offset within ±14 hours. */
export function fixedOffset(text: string): string | null {
  const match = FIXED.exec(text.trim().replace('−', '-'))
  if (match === null) return null
  const [hours, minutes] = [Number(match[2]), Number(match[3] ?? 0)]
  if (minutes > 59 || hours * 60 + minutes > 14 * 60) return null
  return `${match[1]}${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`
}

/** Whether the text is a zone the product can use. */
export const isZone = (text: string): boolean => NAMES.includes(text) || fixedOffset(text) === text

/** Shape: search text → at most `limit` zones that have every word of it, a fixed offset first where the text is one. */
export function findZones(search: string, limit = 60): string[] {
  const offset = fixedOffset(search)
  const words = search
    .toLowerCase()
    .split(/[\s_/]+/)
    .filter(Boolean)
  const named = NAMES.filter((name) => {
    const plain = name.toLowerCase().replaceAll('_', ' ')
    return words.every((word) => plain.includes(word))
  })
  return [...(offset === null ? [] : [offset]), ...named].slice(0, limit)
}

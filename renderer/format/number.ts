/** Numbers and bytes as text. */
const WHOLE = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })

/** Shape: 75204 → `75,204`. */
export const formatCount = (n: number): string => WHOLE.format(n)

/** Shape: 2, `check` → `2 checks`. */
export const plural = (n: number, one: string, many = `${one}s`): string => `${formatCount(n)} ${n === 1 ? one : many}`

/** Shape: 0.0312 → `3.1 %`; anything above nothing is at least `<0.1 %`, anything below all at most `>99.9 %`. */
export function formatShare(part: number, whole: number): string {
  if (whole <= 0) return '–'
  const percent = (100 * part) / whole
  if (percent > 0 && percent < 0.1) return '<0.1 %'
  if (percent < 100 && percent > 99.9) return '>99.9 %'
  return `${percent >= 10 ? Math.round(percent) : Math.round(percent * 10) / 10} %`
}

const BYTE_STEPS = ['B', 'kB', 'MB', 'GB', 'TB'] as const

/** Shape: 410233 → `410 kB`; exact below 1000. Decimal steps, as the query language reads them. */
export function formatBytes(sizeBytes: number): string {
  let value = sizeBytes
  let step = 0
  while (value >= 1000 && step < BYTE_STEPS.length - 1) {
    value /= 1000
    step += 1
  }
  const digits = step === 0 || value >= 100 ? 0 : 1
  return `${value.toFixed(digits)} ${BYTE_STEPS[step]!}`
}

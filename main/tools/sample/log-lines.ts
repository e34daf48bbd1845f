/** Lines of a log, written in the order of their times. */

export interface Line {
  atUs: number
  text: string
}

/** Shape: lines → text of the file; lines of one moment keep the order they were written in. */
export const inOrder = (lines: readonly Line[]): string =>
  lines
    .map((line, index) => ({ ...line, index }))
    .sort((a, b) => a.atUs - b.atUs || a.index - b.index)
    .map(({ text }) => `${text}\n`)
    .join('')

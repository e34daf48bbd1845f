/** Breaks a record into lines that fit the page, without dropping or adding a character. */

/** Characters of evidence that fit one line of an exhibit. */
export const EXHIBIT_COLUMNS = 100

/**
 * Wrap at the width, after a space or a separator where one stands in the last fifth of the line.
 *
 * Shape: text without line ends → lines of at most `columns` characters; joined they give the text again.
 */
export function wrapRecord(text: string, columns = EXHIBIT_COLUMNS): string[] {
  const characters = [...text]
  const lines: string[] = []
  let from = 0
  while (characters.length - from > columns) {
    const earliest = from + Math.floor(columns * 0.8)
    let to = from + columns
    while (to > earliest && !/[\s|,;&/]/.test(characters[to - 1]!)) to--
    if (to === earliest) to = from + columns
    lines.push(characters.slice(from, to).join(''))
    from = to
  }
  lines.push(characters.slice(from).join(''))
  return lines
}

/** Shape: a record that may hold line ends → wrapped lines; a line end in the record starts a new line. */
export const recordLines = (raw: string, columns = EXHIBIT_COLUMNS): string[] =>
  raw
    .replace(/\r?\n$/, '')
    .split(/\r\n|\n|\r/)
    .flatMap((line) => wrapRecord(line, columns))

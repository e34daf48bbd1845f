/** One clear sentence and the end, instead of a stack. */

/** An end that a person can act on; anything else thrown is a defect and keeps its stack. */
export class Stop extends Error {
  /** @param {string} sentence @param {number} [status] */
  constructor(sentence, status = 1) {
    super(sentence)
    this.status = status
  }
}

/** @param {string} text */
export const say = (text) => process.stderr.write(`${text}\n`)

/**
 * Run an entry; a Stop becomes its sentence and its status.
 * @param {() => Promise<number | void>} entry
 */
export function run(entry) {
  entry().then(
    (status) => (process.exitCode = status ?? 0),
    (error) => {
      if (!(error instanceof Stop)) throw error
      say(error.message)
      process.exitCode = error.status
    },
  )
}

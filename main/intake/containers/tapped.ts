/** Blocks on their way, looked at as they pass. */

/**
 * Shape: source × a look at each block → the same blocks; where the look says true, that block is the last and null is returned; else what
 *        the source returns. What the look throws ends it.
 */
export async function* tapped<Returned>(
  source: AsyncGenerator<Uint8Array, Returned>,
  look: (block: Uint8Array) => boolean,
): AsyncGenerator<Uint8Array, Returned | null> {
  try {
    for (;;) {
      const step = await source.next()
      if (step.done === true) return step.value
      const isLast = look(step.value)
      yield step.value
      if (isLast) return null
    }
  } finally {
    await source.return(null as Returned)
  }
}

/** Whether a file keeps failed logins (btmp): it has the same records as the others, and nothing in it says so. */
import { isLoginRecord, loginRecord, type Layout } from './layout'

/**
 * Failed logins stand alone: nobody writes starts, prompts or ends beside them.
 *
 * Shape: (layout, beginning of the file, its name) → true where its records are attempts only and one is written as no login is; where all
 *        are written like logins the name decides.
 */
export function isFailures(form: Layout, head: Uint8Array, name: string): boolean {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength)
  let [isAttempt, records] = [false, 0]
  for (let at = 0; at + form.size <= bytes.length; at += form.size) {
    if (!isLoginRecord(form, bytes, at, true)) continue
    const { type, user } = loginRecord(form, bytes, at)
    if (type !== 6 && type !== 7) return false
    if (type === 6 && user === 'LOGIN') return false
    isAttempt ||= type === 6
    records++
  }
  return records > 0 && (isAttempt || /(^|[/\\])btmp/i.test(name))
}

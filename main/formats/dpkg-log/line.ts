/** One line of dpkg.log, taken apart. Source: dpkg(1), option --log; dpkg, lib/dpkg/log.c. */

export interface DpkgLine {
  time: string
  kind: 'startup' | 'status' | 'action' | 'conffile'
  /** Action, state of the package, decision on the file, or what was started. */
  word: string
  /** Package, file, or what is worked on at a start. */
  subject: string
  architecture: string
  /** Version that is installed; empty = none. */
  version: string
  /** Version that is to come; empty = none. */
  available: string
}

const LINE =
  /^(\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}) (?:(startup) (archives|packages) ([\w-]{1,40})|(status) ([a-z-]{1,40}) (\S+) (\S+)|(conffile) (.+) (install|keep)|(install|upgrade|configure|trigproc|disappear|remove|purge) (\S+) (\S+) (\S+))$/

const said = (version: string | undefined) => (version === undefined || version === '<none>' ? '' : version)

/** Shape: `name:architecture` → both; a name alone has none. */
function nameOf(text: string): { subject: string; architecture: string } {
  const colon = text.lastIndexOf(':')
  return colon <= 0 ? { subject: text, architecture: '' } : { subject: text.slice(0, colon), architecture: text.slice(colon + 1) }
}

/** Shape: line without its end → its parts, or null where it is none. */
export function readDpkgLine(text: string): DpkgLine | null {
  const match = LINE.exec(text.trimEnd())
  if (match === null) return null
  const [, time = '', startup, on = '', command = '', status, state = '', of = '', version, conffile, path = '', decision = ''] =
    match
  const none = { architecture: '', version: '', available: '' }
  if (startup !== undefined) return { time, kind: 'startup', word: command, subject: on, ...none }
  if (conffile !== undefined) return { time, kind: 'conffile', word: decision, subject: path, ...none }
  if (status !== undefined) return { ...none, time, kind: 'status', word: state, ...nameOf(of), version: said(version) }
  const [action = '', name = '', installed, available] = match.slice(12)
  return { time, kind: 'action', word: action, ...nameOf(name), version: said(installed), available: said(available) }
}

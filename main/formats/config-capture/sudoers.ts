/** Who may act as whom: sudoers. A rule is told by whom it is for; settings and names for sets of things by their own. */
import { mostly, type ConfigKind, type Facts } from './setting'

/** Source: sudoers(5). */
const DEFAULTS = /^Defaults(?:[@:!>]\S+)?\s+(.{1,4000})$/
const ALIAS = /^(User|Runas|Host|Cmnd|Cmd)_Alias\s+([A-Z][A-Z0-9_]{0,60})\s*=\s*(.{1,8000})$/
const INCLUDE = /^[@#]?(include(?:dir)?)\s+(\S.*)$/
const RULE =
  /^((?:[%+]?(?:[\w.\\@#-]|\\ ){1,100}|"[^"]{1,100}")(?:\s*,\s*(?:[%+]?[\w.\\@#-]{1,100}))*)\s+((?:!?[\w.:/*-]{1,100})(?:\s*,\s*!?[\w.:/*-]{1,100})*)\s*=\s*(\S.{0,8000})$/

/** A rule is one only where it says as whom or what; otherwise anything with an equals sign would be. */
const isRule = (line: string): boolean => {
  const [, , , what = ''] = RULE.exec(line) ?? []
  return /^\([^)]*\)|\bALL\b|^(?:[A-Z_]+:\s*)*[!/]|^[A-Z][A-Z0-9_]+$/.test(what)
}
const isOurs = (line: string): boolean => DEFAULTS.test(line) || ALIAS.test(line) || INCLUDE.test(line) || isRule(line)

/** Emit what a line states, or reject it. WHY line by line: one that a backslash continues is a record of its own, and its rest is rejected. */
function read(line: string, facts: Facts): void {
  const text = line.trim()
  const [, kind, alias, means = ''] = ALIAS.exec(text) ?? []
  if (kind !== undefined)
    return facts.state({ name: 'Sudo_Alias', key: `sudoers-alias/${alias}`, value: `${kind}: ${means.trim()}` })
  const defaults = DEFAULTS.exec(text)?.[1]
  if (defaults !== undefined) {
    const name = /^!?\w+/.exec(defaults)?.[0] ?? defaults
    return facts.state({ name: 'Sudo_Setting', key: `sudoers-setting/${name.replace(/^!/, '')}`, value: defaults.trim() })
  }
  const [, how, where = ''] = INCLUDE.exec(text) ?? []
  if (how !== undefined) return facts.state({ name: 'Sudo_Setting', key: `sudoers-setting/${how}`, value: where.trim() })
  const [, who = '', hosts = '', what = ''] = RULE.exec(text) ?? []
  if (!isRule(text)) return facts.reject('not a line of sudoers: Defaults, an alias, an include or a rule expected')
  const isUser = /^[\w.-]+$/.test(who)
  facts.state({
    name: 'Sudo_Rule',
    key: `sudoers/${who}`,
    value: `${hosts} = ${what.trim()}`,
    ...(isUser && who !== 'ALL' ? { user: who } : {}),
    attrs: { without_password: /\bNOPASSWD\b/.test(what) },
  })
}

export const sudoers: ConfigKind = {
  id: 'sudoers',
  what: 'rules of sudoers',
  isOurs: (lines) => mostly(lines, isOurs) && lines.some((line) => DEFAULTS.test(line) || isRule(line)),
  reader: (_lines, facts) => (line) => read(line, facts),
}

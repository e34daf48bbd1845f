/** Every Windows event that has a name of its own, and the event names as data. */
import type { TaxonomyEntry } from '../format'
import { nameWord } from '../taxonomy'
import { POWERSHELL, POWERSHELL_CLASSIC } from './powershell'
import { LOCAL_SESSIONS, RDP_CLIENT, RDP_CORE, REMOTE_CONNECTIONS } from './remote-desktop'
import type { WindowsRule, WindowsRuleSet } from './rule'
import { ACCOUNT_RULES } from './security-accounts'
import { AUDIT_RULES } from './security-audit'
import { LOGON_RULES } from './security-logon'
import { SYSMON } from './sysmon'
import { SYSTEM_SETS } from './system'

const SECURITY: WindowsRuleSet = {
  providers: ['Microsoft-Windows-Security-Auditing'],
  prefix: 'Windows',
  source: 'Microsoft, advanced security audit policy; the spelling is chosen here after Log Correlation Engine’s Windows-… names',
  rules: { ...LOGON_RULES, ...ACCOUNT_RULES, ...AUDIT_RULES },
}

const RULE_SETS: readonly WindowsRuleSet[] = [
  SECURITY,
  SYSMON,
  LOCAL_SESSIONS,
  REMOTE_CONNECTIONS,
  RDP_CORE,
  RDP_CLIENT,
  POWERSHELL,
  POWERSHELL_CLASSIC,
  ...SYSTEM_SETS,
]

/* WHY lower case: shippers do not agree on it. */
const BY_PROVIDER = new Map(RULE_SETS.flatMap((set) => set.providers.map((provider) => [provider.toLowerCase(), set] as const)))

export interface KnownEvent {
  rule: WindowsRule
  prefix: string
}

/** Shape: (provider, event id) → what it means, or null where it has no name of its own. */
export function knownEvent(provider: string, eventId: number): KnownEvent | null {
  const set = BY_PROVIDER.get(provider.toLowerCase())
  const rule = set?.rules[eventId]
  return set === undefined || rule === undefined ? null : { rule, prefix: set.prefix }
}

/** Shape: (provider, event id) → the name of an event that has none of its own. */
export function genericName(provider: string, eventId: number): string {
  const short = nameWord(provider.replace(/^Microsoft-Windows-/i, '')) || 'Unknown_Provider'
  return `Windows-${short}_${eventId}`
}

function entriesOf(set: WindowsRuleSet): TaxonomyEntry[] {
  return Object.entries(set.rules).map(([id, { name, type, doc }]) => ({
    name: `${set.prefix}-${name}`,
    type,
    specificity: 'specific',
    doc,
    provenance: `event ${id} of ${set.providers[0]}: ${set.source}`,
  }))
}

/** Names of Windows events, for every format that has them. A name that several events share stands once. */
export const WINDOWS_TAXONOMY: readonly TaxonomyEntry[] = [
  ...new Map(RULE_SETS.flatMap(entriesOf).map((entry) => [entry.name, entry])).values(),
  {
    name: 'Windows-*',
    type: 'system',
    specificity: 'generic',
    doc: 'Any other event, by provider and id; error or access-denied where its level or audit result says so.',
    provenance: 'provider and id as the record has them',
  },
]

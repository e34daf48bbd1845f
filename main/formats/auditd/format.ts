/** Logs of the Linux audit daemon (audit.log, ausearch --raw), raw or enriched. A record is a line; an event is all records of one serial and time. */
import { NO_CLAIM } from '../kit/detect'
import { claimByLines } from '../kit/detect'
import { defineFormat, type Claim, type Head, type TaxonomyEntry } from '../kit/format'
import { CALLS } from './calls'
import { FIELDS } from './fields'
import { readAuditHeader } from './line'
import { readAudit } from './read'
import { RECORD_TYPES } from './types'

/** Above syslog, whose lines these are not, and above any format of key=value lines: type and audit(time:serial) are written by nothing else. */
const CEILING = 0.98

const isAuditLine = (line: string) => readAuditHeader(line) !== null

function sniff(head: Head): Claim {
  if (!head.lines.some(isAuditLine)) return NO_CLAIM
  return claimByLines(
    head,
    (line) => isAuditLine(line) || /^(?:----$|time->)/.test(line),
    'audit records: type=… msg=audit(…)',
    CEILING,
  )
}

const RECORD_SOURCE = 'audit-userspace, lib/audit-records.h: name of the record type; kind of event chosen here'
const CALL_SOURCE = 'Linux, asm/unistd_64.h: name of the call; kind of event chosen here'

const ofRecords = RECORD_TYPES.flatMap(({ name, type, failed, isAuxiliary }): TaxonomyEntry[] => {
  const specificity = isAuxiliary === true ? 'generic' : 'specific'
  const entry = (suffix: string, kind: typeof type, doc: string): TaxonomyEntry => ({
    name: `Auditd-${name}${suffix}`,
    type: kind,
    specificity,
    doc,
    provenance: RECORD_SOURCE,
  })
  return [
    entry('', type, `Event named by a record of type ${name}.`),
    ...(failed === undefined ? [] : [entry('_Failed', failed, `Event of type ${name} whose result is a failure.`)]),
  ]
})

const taxonomy: TaxonomyEntry[] = [
  ...ofRecords,
  ...CALLS.map(({ call, type, doc }): TaxonomyEntry => ({
    name: `Auditd-SYSCALL_${call}`,
    type,
    specificity: 'specific',
    doc,
    provenance: CALL_SOURCE,
  })),
  {
    name: 'Auditd-SYSCALL_*_Denied',
    type: 'access-denied',
    specificity: 'specific',
    doc: 'A system call that the kernel refused for want of rights (EACCES, EPERM).',
    provenance: 'chosen here',
  },
  {
    name: 'Auditd-*_Denied',
    type: 'access-denied',
    specificity: 'specific',
    doc: 'SELinux or AppArmor refused an access; where it only watches (permissive), the outcome is success.',
    provenance: 'chosen here',
  },
  {
    name: 'Auditd-SYSCALL_*',
    type: 'system',
    specificity: 'generic',
    doc: 'Any other system call, by its name or number.',
    provenance: CALL_SOURCE,
  },
  {
    name: 'Auditd-*',
    type: 'system',
    specificity: 'generic',
    doc: 'Record of a type that is not in the table, by its name as written.',
    provenance: 'chosen here',
  },
]

export default defineFormat({
  id: 'auditd',
  title: 'Linux audit log',
  source: 'Linux, Documentation of the audit subsystem; audit-userspace, auditd(8), ausearch(8), auparse',
  recordUnit: 'line',
  classes: ['audit', 'authentication', 'process', 'file'],
  clock: { zone: false, year: false },
  fields: FIELDS,
  taxonomy,
  attrs: { words: ['exe', 'syscall', 'subj'], integers: ['pid', 'ppid', 'auid', 'ses'] },
  sniff,
  read: readAudit,
})

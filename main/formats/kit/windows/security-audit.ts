/** Security log: processes, objects, services, tasks, policies, and what happened to the log itself. */
import type { Fields, Variant, WindowsRule } from './rule'
import { saidText } from './event'

const SUBJECT = ['SubjectUserName'] as const
const object = {
  type: 'file-access',
  user: SUBJECT,
  process: ['ProcessName'],
  says: 'user SubjectUserName, object ObjectName, process ProcessName, access AccessMask',
} as const
const share = {
  type: 'file-access',
  user: SUBJECT,
  from: ['IpAddress', 'IpPort'],
  service: 'smb',
  says: 'user SubjectUserName, share ShareName, file RelativeTargetName, from IpAddress',
} as const
const task = { type: 'detected-change', outcome: 'success', user: SUBJECT, says: 'task TaskName, by SubjectUserName' } as const
const firewallRule = { type: 'detected-change', outcome: 'success', says: 'rule RuleName' } as const
const filtered = {
  process: ['Application'],
  between: ['SourceAddress', 'SourcePort', 'DestAddress', 'DestPort'],
  says: 'process Application, from SourceAddress, port SourcePort, to DestAddress, port DestPort',
} as const

/** Handles are asked for and refused under one number. */
const byObject = (fields: Fields): Variant => ({ word: saidText(fields.get('ObjectType')) || 'Object' })

export const AUDIT_RULES: Readonly<Record<number, WindowsRule>> = {
  4608: { name: 'Startup', type: 'system', doc: 'Windows was starting up.' },
  4609: { name: 'Shutdown', type: 'system', doc: 'Windows was shutting down.' },
  4616: {
    name: 'Clock_Changed',
    type: 'detected-change',
    outcome: 'success',
    doc: 'The clock of the host was set.',
    user: SUBJECT,
    process: ['ProcessName'],
    says: 'from PreviousTime, to NewTime, by SubjectUserName',
  },
  4656: { name: 'Handle_Requested_*', ...object, doc: 'A handle to an object was asked for.', variant: byObject },
  4658: { name: 'Handle_Closed', ...object, doc: 'A handle to an object was closed.' },
  4660: { name: 'Object_Deleted', ...object, doc: 'An object was deleted.' },
  4663: { name: 'Object_Accessed_*', ...object, doc: 'An object was accessed.', variant: byObject },
  4670: { name: 'Permissions_Changed', ...object, type: 'detected-change', doc: 'Permissions of an object were changed.' },
  4657: {
    name: 'Registry_Value_Changed',
    ...object,
    type: 'detected-change',
    doc: 'A registry value was changed.',
    says: 'key ObjectName, value ObjectValueName, by SubjectUserName, process ProcessName',
  },
  4673: {
    name: 'Privileged_Service_Called',
    type: 'system',
    doc: 'A service that needs a privilege was called.',
    user: SUBJECT,
    process: ['ProcessName'],
    says: 'user SubjectUserName, privileges PrivilegeList, process ProcessName',
  },
  4688: {
    name: 'Process_Created',
    type: 'process',
    outcome: 'success',
    doc: 'A process was started.',
    ...{ user: ['TargetUserName', 'SubjectUserName'], process: ['NewProcessName'] },
    says: 'user SubjectUserName, process NewProcessName, command CommandLine, parent ParentProcessName',
  },
  4689: {
    name: 'Process_Exited',
    type: 'process',
    doc: 'A process ended.',
    user: SUBJECT,
    process: ['ProcessName'],
    says: 'process ProcessName, status Status',
  },
  4697: {
    name: 'Service_Installed',
    type: 'detected-change',
    outcome: 'success',
    doc: 'A service was installed.',
    user: SUBJECT,
    process: ['ServiceFileName'],
    says: 'service ServiceName, file ServiceFileName, account ServiceAccount, by SubjectUserName',
  },
  4698: { name: 'Task_Created', doc: 'A scheduled task was made.', ...task },
  4699: { name: 'Task_Deleted', doc: 'A scheduled task was deleted.', ...task },
  4700: { name: 'Task_Enabled', doc: 'A scheduled task was enabled.', ...task },
  4701: { name: 'Task_Disabled', doc: 'A scheduled task was disabled.', ...task },
  4702: { name: 'Task_Changed', doc: 'A scheduled task was changed.', ...task },
  4703: {
    name: 'Token_Privileges_Changed',
    type: 'system',
    doc: 'Privileges of a token were switched on or off.',
    user: ['TargetUserName'],
    process: ['ProcessName'],
    says: 'user TargetUserName, process ProcessName',
  },
  4719: {
    name: 'Audit_Policy_Changed',
    type: 'detected-change',
    outcome: 'success',
    doc: 'What is audited was changed.',
    user: SUBJECT,
    says: 'by SubjectUserName, changes AuditPolicyChanges',
  },
  4907: { name: 'Audit_Settings_Changed', ...object, type: 'detected-change', doc: 'Audit settings of an object were changed.' },
  4946: { name: 'Firewall_Rule_Added', doc: 'A rule was added to the Windows firewall.', ...firewallRule },
  4947: { name: 'Firewall_Rule_Changed', doc: 'A rule of the Windows firewall was changed.', ...firewallRule },
  4948: { name: 'Firewall_Rule_Deleted', doc: 'A rule of the Windows firewall was deleted.', ...firewallRule },
  5140: { name: 'Share_Accessed', ...share, doc: 'A network share was opened.' },
  5142: { name: 'Share_Created', ...share, type: 'detected-change', doc: 'A network share was made.' },
  5144: { name: 'Share_Deleted', ...share, type: 'detected-change', doc: 'A network share was deleted.' },
  5145: { name: 'Share_File_Checked', ...share, doc: 'Access to a file on a network share was checked.' },
  5152: {
    name: 'Filter_Packet_Blocked',
    type: 'firewall',
    outcome: 'failure',
    doc: 'The filtering platform blocked a packet.',
    ...filtered,
  },
  5154: {
    name: 'Filter_Listen_Allowed',
    type: 'system',
    outcome: 'success',
    doc: 'A program was let listen on a port.',
    process: ['Application'],
    says: 'process Application, address SourceAddress, port SourcePort',
  },
  5156: {
    name: 'Filter_Connection_Allowed',
    type: 'connection',
    outcome: 'success',
    doc: 'The filtering platform let a connection pass.',
    ...filtered,
  },
  5157: {
    name: 'Filter_Connection_Blocked',
    type: 'firewall',
    outcome: 'failure',
    doc: 'The filtering platform blocked a connection.',
    ...filtered,
  },
  5158: {
    name: 'Filter_Bind_Allowed',
    type: 'system',
    outcome: 'success',
    doc: 'A program was let bind to a local port.',
    process: ['Application'],
    says: 'process Application, address SourceAddress, port SourcePort',
  },
}

/** Names of the values that some tools give without them, in the order of the provider's manifest. Later versions only append. */

const SUBJECT = ['SubjectUserSid', 'SubjectUserName', 'SubjectDomainName', 'SubjectLogonId'] as const
const TARGET = ['TargetUserName', 'TargetDomainName', 'TargetSid'] as const
const SECURITY = 'microsoft-windows-security-auditing'

const security = (...fields: readonly string[]) => ({ provider: SECURITY, fields })
const account = security(...TARGET, ...SUBJECT, 'PrivilegeList')
const member = security('MemberName', 'MemberSid', ...TARGET, ...SUBJECT, 'PrivilegeList')

/** Event id → its provider and field names. Source: Microsoft, XML of each event in the audit documentation. */
export const PROPERTY_NAMES: Readonly<Record<number, { provider: string; fields: readonly string[] }>> = {
  4624: security(
    ...SUBJECT,
    ...['TargetUserSid', 'TargetUserName', 'TargetDomainName', 'TargetLogonId', 'LogonType', 'LogonProcessName'],
    ...['AuthenticationPackageName', 'WorkstationName', 'LogonGuid', 'TransmittedServices', 'LmPackageName', 'KeyLength'],
    ...['ProcessId', 'ProcessName', 'IpAddress', 'IpPort'],
  ),
  4625: security(
    ...SUBJECT,
    ...[
      'TargetUserSid',
      'TargetUserName',
      'TargetDomainName',
      'Status',
      'FailureReason',
      'SubStatus',
      'LogonType',
      'LogonProcessName',
    ],
    ...[
      'AuthenticationPackageName',
      'WorkstationName',
      'TransmittedServices',
      'LmPackageName',
      'KeyLength',
      'ProcessId',
      'ProcessName',
    ],
    ...['IpAddress', 'IpPort'],
  ),
  4634: security('TargetUserSid', 'TargetUserName', 'TargetDomainName', 'TargetLogonId', 'LogonType'),
  4648: security(
    ...SUBJECT,
    ...[
      'LogonGuid',
      'TargetUserName',
      'TargetDomainName',
      'TargetLogonGuid',
      'TargetServerName',
      'TargetInfo',
      'ProcessId',
      'ProcessName',
    ],
    ...['IpAddress', 'IpPort'],
  ),
  4672: security(...SUBJECT, 'PrivilegeList'),
  4688: security(
    ...SUBJECT,
    ...['NewProcessId', 'NewProcessName', 'TokenElevationType', 'ProcessId', 'CommandLine', 'TargetUserSid', 'TargetUserName'],
    ...['TargetDomainName', 'TargetLogonId', 'ParentProcessName', 'MandatoryLabel'],
  ),
  4697: security(...SUBJECT, 'ServiceName', 'ServiceFileName', 'ServiceType', 'ServiceStartType', 'ServiceAccount'),
  4720: account,
  4722: account,
  4725: account,
  4726: account,
  4728: member,
  4732: member,
  4733: member,
  4756: member,
  1102: { provider: 'microsoft-windows-eventlog', fields: SUBJECT },
  7036: { provider: 'service control manager', fields: ['param1', 'param2'] },
  7045: { provider: 'service control manager', fields: ['ServiceName', 'ImagePath', 'ServiceType', 'StartType', 'AccountName'] },
}

/** Security log: who came in, who did not, who left. */
import { byLogonFailure, byLogonType, byStatus } from './logon-words'
import type { WindowsRule } from './rule'

const TARGET = ['TargetUserName'] as const
const SUBJECT = ['SubjectUserName'] as const
const CLIENT = ['IpAddress', 'IpPort'] as const
const LOGON =
  'user TargetUserName, domain TargetDomainName, type LogonType, from IpAddress, workstation WorkstationName, process ProcessName'

const logoff = { type: 'logout', outcome: 'success', user: TARGET, says: 'user TargetUserName, logon TargetLogonId' } as const
const kerberos = {
  user: TARGET,
  from: CLIENT,
  service: 'kerberos',
  says: 'user TargetUserName, service ServiceName, from IpAddress, status Status',
} as const
const session = {
  user: ['AccountName'],
  from: ['ClientAddress'],
  says: 'user AccountName, from ClientAddress, client ClientName, session SessionName',
} as const
const lock = { user: TARGET, says: 'user TargetUserName, session SessionId' } as const

export const LOGON_RULES: Readonly<Record<number, WindowsRule>> = {
  4624: {
    name: 'Logon_*',
    type: 'login',
    outcome: 'success',
    doc: 'An account logged on; the name says by which kind of logon.',
    variant: byLogonType,
    user: TARGET,
    process: ['ProcessName'],
    from: CLIENT,
    says: LOGON,
  },
  4625: {
    name: 'Logon_Failed_*',
    type: 'login-failure',
    outcome: 'failure',
    doc: 'An account failed to log on; the name says why.',
    ...{ variant: byLogonFailure, user: TARGET, process: ['ProcessName'], from: CLIENT, says: LOGON },
  },
  4634: { name: 'Logoff', doc: 'An account logged off, or its session ended by itself.', ...logoff },
  4647: { name: 'Logoff_By_User', doc: 'A user logged off.', ...logoff },
  4648: {
    name: 'Logon_Explicit_Credentials',
    type: 'login',
    outcome: 'unknown',
    doc: 'A process on this host tried to log on somewhere with credentials given outright; whether it got in the target knows.',
    ...{ user: TARGET, process: ['ProcessName'] },
    says: 'by SubjectUserName, as TargetUserName, on TargetServerName, process ProcessName, from IpAddress',
  },
  4672: {
    name: 'Special_Privileges_Assigned',
    type: 'system',
    outcome: 'success',
    doc: 'A logon got privileges of an administrator.',
    ...{ user: SUBJECT, says: 'user SubjectUserName, logon SubjectLogonId' },
  },
  4768: {
    name: 'Kerberos_Ticket_Granting_*',
    type: 'login',
    outcome: 'success',
    doc: 'A ticket-granting ticket was asked of a domain controller.',
    variant: byStatus('kerberos'),
    ...kerberos,
  },
  4769: {
    name: 'Kerberos_Service_Ticket_*',
    type: 'login',
    outcome: 'success',
    doc: 'A ticket for a service was asked of a domain controller.',
    variant: byStatus('kerberos'),
    ...kerberos,
  },
  4770: { name: 'Kerberos_Ticket_Renewed', type: 'login', outcome: 'success', doc: 'A ticket was renewed.', ...kerberos },
  4771: {
    name: 'Kerberos_Preauthentication_*',
    type: 'login-failure',
    outcome: 'failure',
    doc: 'Kerberos refused an account before it gave a ticket.',
    variant: byStatus('kerberos'),
    ...kerberos,
  },
  4776: {
    name: 'NTLM_Validation_*',
    type: 'login',
    outcome: 'success',
    doc: 'Credentials were checked by NTLM where the account lives.',
    ...{ variant: byStatus('ntlm'), user: TARGET, says: 'user TargetUserName, workstation Workstation, status Status' },
  },
  4778: {
    name: 'Session_Reconnected',
    type: 'login',
    outcome: 'success',
    doc: 'A session on this host was taken up again.',
    ...session,
  },
  4779: {
    name: 'Session_Disconnected',
    type: 'logout',
    outcome: 'success',
    doc: 'A session on this host was left without logging off.',
    ...session,
  },
  4800: { name: 'Workstation_Locked', type: 'logout', outcome: 'success', doc: 'A workstation was locked.', ...lock },
  4801: { name: 'Workstation_Unlocked', type: 'login', outcome: 'success', doc: 'A workstation was unlocked.', ...lock },
}

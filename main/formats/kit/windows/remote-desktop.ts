/** Remote desktop: sessions, connections, and where users went from here. */
import type { WindowsRuleSet } from './rule'

const session = { user: ['User'], from: ['Address'], service: 'rdp', says: 'user User, session SessionID, from Address' } as const
const SOURCE = 'the texts Microsoft ships with the provider; the name is chosen here'

export const LOCAL_SESSIONS: WindowsRuleSet = {
  providers: ['Microsoft-Windows-TerminalServices-LocalSessionManager'],
  prefix: 'RDP',
  source: SOURCE,
  rules: {
    21: {
      name: 'Session_Logon',
      type: 'login',
      outcome: 'success',
      doc: 'A session was logged on to, by remote desktop or at the console (address LOCAL).',
      ...session,
    },
    22: { name: 'Shell_Started', type: 'login', outcome: 'success', doc: 'The desktop of a session was there.', ...session },
    23: { name: 'Session_Logoff', type: 'logout', outcome: 'success', doc: 'A session was logged off.', ...session },
    24: {
      name: 'Session_Disconnected',
      type: 'logout',
      outcome: 'success',
      doc: 'A session was left without logging off.',
      ...session,
    },
    25: { name: 'Session_Reconnected', type: 'login', outcome: 'success', doc: 'A session was taken up again.', ...session },
    39: {
      name: 'Session_Disconnected_By',
      type: 'logout',
      outcome: 'success',
      doc: 'A session was disconnected by another.',
      service: 'rdp',
      says: 'session TargetSession, by Source',
    },
    40: {
      name: 'Session_Disconnect_Reason',
      type: 'logout',
      outcome: 'success',
      doc: 'A session was disconnected, with a reason.',
      service: 'rdp',
      says: 'session Session, reason Reason',
    },
    41: {
      name: 'Session_Arbitration_Begin',
      type: 'system',
      doc: 'A session was about to be given to a user.',
      user: ['User'],
      service: 'rdp',
      says: 'user User, session SessionID',
    },
    42: {
      name: 'Session_Arbitration_End',
      type: 'system',
      doc: 'A session was given to a user.',
      user: ['User'],
      service: 'rdp',
      says: 'user User, session SessionID',
    },
  },
}

export const REMOTE_CONNECTIONS: WindowsRuleSet = {
  providers: ['Microsoft-Windows-TerminalServices-RemoteConnectionManager'],
  prefix: 'RDP',
  source: SOURCE,
  rules: {
    1149: {
      name: 'Connection_Accepted',
      type: 'connection',
      outcome: 'success',
      doc: 'A remote desktop connection was taken; where network level authentication is off nobody has logged on yet.',
      ...{ user: ['Param1'], from: ['Param3'], service: 'rdp', says: 'user Param1, domain Param2, from Param3' },
    },
    261: {
      name: 'Connection_Received',
      type: 'connection',
      doc: 'A listener got a remote desktop connection.',
      service: 'rdp',
      says: 'listener ListenerName',
    },
  },
}

export const RDP_CORE: WindowsRuleSet = {
  providers: ['Microsoft-Windows-RemoteDesktopServices-RdpCoreTS'],
  prefix: 'RDP',
  source: SOURCE,
  rules: {
    131: {
      name: 'Connection_Opened',
      type: 'connection',
      doc: 'A client opened a connection to remote desktop.',
      from: ['ClientIP'],
      service: 'rdp',
      says: 'from ClientIP, protocol ConnType',
    },
    140: {
      name: 'Logon_Failed',
      type: 'login-failure',
      outcome: 'failure',
      doc: 'A client failed because its user name or password was wrong.',
      from: ['IPString'],
      service: 'rdp',
      says: 'from IPString',
    },
  },
}

export const RDP_CLIENT: WindowsRuleSet = {
  providers: ['Microsoft-Windows-TerminalServices-ClientActiveXCore'],
  prefix: 'RDP',
  source: SOURCE,
  rules: {
    1024: {
      name: 'Client_Connecting',
      type: 'connection',
      outcome: 'unknown',
      doc: 'A user of this host went to another by remote desktop.',
      service: 'rdp',
      says: 'to Value',
    },
    1102: {
      name: 'Client_Connecting_Address',
      type: 'connection',
      outcome: 'unknown',
      doc: 'A user of this host went to an address by remote desktop.',
      service: 'rdp',
      says: 'to Value',
    },
  },
}

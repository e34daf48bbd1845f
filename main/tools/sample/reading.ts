/** How each kind of record is read: first and second level of the taxonomy, as data. */
import type { EventType } from '#contract/event'

export interface Reading {
  type: EventType
  name: string
}

const reading = (type: EventType, name: string): Reading => ({ type, name })

export const READING = {
  zeekConn: reading('network', 'Zeek-Conn_SF'),
  zeekDns: reading('dns', 'Zeek-DNS_Query'),
  zeekHttp: reading('web-access', 'Zeek-HTTP_GET'),
  zeekHttpError: reading('web-error', 'Zeek-HTTP_GET'),
  zeekSsl: reading('network', 'Zeek-SSL_Established'),
  zeekSshSuccess: reading('login', 'Zeek-SSH_Login_Success'),
  zeekSshFailure: reading('login-failure', 'Zeek-SSH_Login_Failure'),
  zeekSshSession: reading('network', 'Zeek-SSH_Session'),
  zeekScanNotice: reading('intrusion', 'Zeek-Notice_Scan::Address_Scan'),
  tnm: reading('network', 'TNM'),
  pvsOpenPort: reading('detected-change', 'PVS-Open_Port'),
  pvsSystem: reading('detected-change', 'PVS-OS_Fingerprint'),
  pvsTrust: reading('detected-change', 'PVS-New_Trust_Relationship'),
  pvsExternal: reading('network', 'PVS-Accepts_External_Connections'),
  pvsWebClient: reading('detected-change', 'PVS-Web_Client'),
  pvsWebServer: reading('detected-change', 'PVS-Web_Server'),
  pvsWeakness: reading('vulnerability', 'PVS-Vulnerability'),
  sshdAcceptedKey: reading('login', 'SSHD-Accepted_Publickey'),
  sshdFailed: reading('login-failure', 'SSHD-Failed_Password'),
  sshdInvalidUser: reading('login-failure', 'SSHD-Invalid_User'),
  sshdDisconnect: reading('logout', 'SSHD-Disconnect'),
  pamOpened: reading('login', 'PAM-Session_Opened'),
  pamClosed: reading('logout', 'PAM-Session_Closed'),
  sudoCommand: reading('process', 'Sudo-Command'),
  newUser: reading('detected-change', 'Useradd-New_User'),
  newGroup: reading('detected-change', 'Useradd-New_Group'),
} as const

/** Shape: connection state → event name. */
export const zeekConnName = (state: string): string => `Zeek-Conn_${state}`

/** Shape: class of the rule → its own name; no class → the sensor's catch-all. */
export function snortReading(classification: string | null, proto: string): Reading {
  const name = classification === null ? `${proto}_Event` : classification.replaceAll(/[^A-Za-z0-9]+/g, '_')
  return reading('intrusion', `Snort-${name}`)
}

/** Shape: plugin family → event name. */
export const nessusReading = (family: string): Reading =>
  reading('vulnerability', `Nessus-${family.replaceAll(/[^A-Za-z0-9]+/g, '_')}`)

/** Words for the numbers of logon events. */
import type { Fields, Variant } from './rule'
import { saidText } from './event'

/** Source: Microsoft, event 4624, logon types. */
const LOGON_TYPES: Readonly<Record<string, string>> = {
  0: 'System',
  2: 'Interactive',
  3: 'Network',
  4: 'Batch',
  5: 'Service',
  7: 'Unlock',
  8: 'Network_Cleartext',
  9: 'New_Credentials',
  10: 'Remote_Interactive',
  11: 'Cached_Interactive',
  12: 'Cached_Remote_Interactive',
  13: 'Cached_Unlock',
}

/** Source: [MS-ERREF] 2.3.1, the statuses that event 4625 gives as reasons. */
const LOGON_FAILURES: Readonly<Record<string, string>> = {
  '0xc000005e': 'No_Logon_Servers',
  '0xc0000064': 'Unknown_User',
  '0xc000006a': 'Bad_Password',
  '0xc000006d': 'Bad_User_Or_Password',
  '0xc000006e': 'Account_Restriction',
  '0xc000006f': 'Outside_Hours',
  '0xc0000070': 'Workstation_Not_Allowed',
  '0xc0000071': 'Password_Expired',
  '0xc0000072': 'Account_Disabled',
  '0xc00000dc': 'Server_In_Wrong_State',
  '0xc0000133': 'Clocks_Apart',
  '0xc000015b': 'Logon_Type_Not_Granted',
  '0xc000018c': 'Trust_Failed',
  '0xc0000192': 'Netlogon_Not_Started',
  '0xc0000193': 'Account_Expired',
  '0xc0000224': 'Password_Must_Change',
  '0xc0000234': 'Account_Locked_Out',
  '0xc0000413': 'Authentication_Firewall',
}

/** Source: RFC 4120, section 7.5.9, the codes that events 4768 and 4771 give most. */
const KERBEROS_FAILURES: Readonly<Record<string, string>> = {
  '0x6': 'Unknown_User',
  '0x7': 'Unknown_Service',
  '0xc': 'Policy',
  '0x12': 'Account_Unusable',
  '0x17': 'Password_Expired',
  '0x18': 'Bad_Password',
  '0x19': 'Preauthentication_Required',
  '0x20': 'Ticket_Expired',
  '0x25': 'Clocks_Apart',
}

const word = (words: Readonly<Record<string, string>>, key: string) => words[key] ?? null

/** `3`, `0x3`, `3 (Network)` → `3`. */
export function logonTypeOf(fields: Fields): string {
  const text = saidText(fields.get('LogonType'))
  const match = /^(0x[0-9a-f]{1,2}|\d{1,2})\b/i.exec(text)
  return match === null ? '' : String(Number(match[1]))
}

const code = (fields: Fields, name: string) => {
  const text = saidText(fields.get(name)).toLowerCase()
  /* Some shippers write the same 32 bits as a signed or unsigned number. */
  if (/^-?\d{1,10}$/.test(text)) return `0x${(Number(text) >>> 0).toString(16)}`
  return text.replace(/^0x0+(?=.)/, '0x')
}

export const byLogonType = (fields: Fields): Variant => ({ word: word(LOGON_TYPES, logonTypeOf(fields)) ?? 'Other' })

export function byLogonFailure(fields: Fields): Variant {
  return { word: word(LOGON_FAILURES, code(fields, 'SubStatus')) ?? word(LOGON_FAILURES, code(fields, 'Status')) ?? 'Other' }
}

/** Kerberos and NTLM log success and failure under one number, told apart by the status. */
export function byStatus(words: 'kerberos' | 'ntlm', field = 'Status') {
  const table = words === 'kerberos' ? KERBEROS_FAILURES : LOGON_FAILURES
  return (fields: Fields): Variant => {
    const status = code(fields, field)
    if (status === '0x0') return { word: 'Success' }
    if (status === '') return { word: 'Unknown', type: 'system', outcome: 'unknown' }
    return { word: `Failed_${word(table, status) ?? 'Other'}`, type: 'login-failure', outcome: 'failure' }
  }
}

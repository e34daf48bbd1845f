/** Messages of the ASA about people: who logged in, to the device or through its VPN, what they did, and what was changed. */
import { at, bare, SESSION, says, type AsaRule } from './rule'

const login = { type: 'login', outcome: 'success' } as const
const failure = { type: 'login-failure', outcome: 'failure' } as const
const changed = { type: 'detected-change', outcome: 'success' } as const
const USER_IP = String.raw`(?: ?: user IP = (?<a>[\da-fA-F.:]{2,45}))?`

export const PEOPLE: readonly AsaRule[] = [
  {
    ids: ['113004', '113012'],
    pattern: says(
      String.raw`AAA user (?<kind>authentication|authorization|accounting) Successful ?: (?:server = +(?<server>\S{1,255})|(?<local>local database)) ?[:,] user = (?<user>\S{1,256})`,
    ),
    ...{ name: 'ASA-AAA_Accepted', ...login, doc: 'A server of names and passwords, or the device itself, accepted a user.' },
  },
  {
    ids: ['113005', '113015'],
    pattern: says(
      String.raw`AAA user (?<kind>authentication|authorization|accounting) Rejected ?: reason = (?<reason>[^:]{1,200}?) ?: (?:server = +(?<server>\S{1,255})|(?<local>local database)) ?[:,] user = ?(?<user>.{0,256}?)${USER_IP}$`,
    ),
    ...{ name: 'ASA-AAA_Rejected', ...failure, doc: 'A server of names and passwords, or the device itself, rejected a user.' },
  },
  {
    ids: ['113008'],
    pattern: says(String.raw`AAA transaction status (?<verdict>ACCEPT|REJECT) ?: user = (?<user>.{1,256})`),
    ...{ name: 'ASA-AAA_Transaction_*', type: 'system', doc: 'What came of all checks of a user.' },
  },
  {
    ids: ['113019'],
    pattern: says(
      String.raw`Group = (?<group>[^,]{1,200}), Username = (?<user>[^,]{0,256}), IP = (?<a>[\da-fA-F.:]{2,45}), Session disconnected\. Session Type: (?<session>[^,]{1,100}), Duration: (?<duration>[\w: ]{4,40}), Bytes xmt: (?<sent>\d{1,15}), Bytes rcv: (?<received>\d{1,15}), Reason: (?<reason>.{1,200}?)\.?$`,
    ),
    ...{
      name: 'ASA-VPN_Session_Ended',
      type: 'logout',
      doc: 'A session of the VPN ended, with its length and its bytes as the device counts them.',
    },
  },
  {
    ids: ['113039'],
    pattern: says(`${SESSION} AnyConnect parent session started`),
    ...{ name: 'ASA-VPN_Session_Started', ...login, doc: 'A session of the VPN began.' },
  },
  {
    ids: ['716001'],
    pattern: says(`${SESSION} WebVPN session started`),
    ...{ name: 'ASA-VPN_Session_Started', ...login, doc: 'A session of the VPN began.' },
  },
  {
    ids: ['716002'],
    pattern: says(String.raw`${SESSION} WebVPN session terminated: (?<reason>.{1,200}?)\.?$`),
    ...{
      name: 'ASA-VPN_Session_Ended',
      type: 'logout',
      doc: 'A session of the VPN ended, with its length and its bytes as the device counts them.',
    },
  },
  {
    ids: ['716039'],
    pattern: says(
      String.raw`(?:${SESSION} )?Authentication: rejected,(?: group = (?<group2>\S{0,200}) user = (?<user2>[^,]{0,256}?) ?,)? Session Type: (?<session>.{1,60}?)\.?$`,
    ),
    ...{ name: 'ASA-VPN_Login_Rejected', ...failure, doc: 'Somebody tried to log in to the VPN and was rejected.' },
  },
  {
    ids: ['722051'],
    pattern: says(String.raw`${SESSION} (?:IPv4 )?Address <(?<assigned>[\da-fA-F.:]{2,45})>.{0,100}? assigned to session`),
    ...{
      name: 'ASA-VPN_Address_Assigned',
      type: 'dhcp',
      outcome: 'success',
      doc: 'A client of the VPN was given an inner address: from here on that address is this user.',
    },
  },
  {
    ids: ['722022', '722023', '722028', '722032', '716058', '716059', '113029', '113035', '113038'],
    pattern: says(String.raw`${SESSION} (?<says>.{1,300}?)\.?$`),
    ...{
      name: 'ASA-VPN_Session_Event',
      type: 'network',
      doc: 'Something happened to a session of the VPN; its message says what.',
    },
  },
  {
    ids: ['605004', '605005'],
    pattern: says(String.raw`Login (?<verdict>permitted|denied) from ${bare('a')} to ${at('b')} for user "(?<user>[^"]{0,256})"`),
    ...{
      name: 'ASA-Admin_Login_*',
      type: 'login',
      proto: 'tcp',
      roles: 'server-log',
      doc: 'An administrator logged in to the device or tried to.',
    },
  },
  {
    ids: ['611101', '611102'],
    pattern: says(
      String.raw`User authentication (?<verdict>succeeded|failed): IP address: (?<a>[^\s,]{2,45}), Uname: (?<user>.{1,256})`,
    ),
    ...{
      name: 'ASA-Admin_Authentication_*',
      type: 'login',
      doc: 'The name and password of an administrator were right or wrong.',
    },
  },
  {
    ids: ['611103'],
    pattern: says(String.raw`User logged out: Uname: (?<user>.{1,256})`),
    ...{ name: 'ASA-Admin_Logout', type: 'logout', doc: 'An administrator left the device.' },
  },
  {
    ids: ['113021', '308001'],
    pattern: says(
      String.raw`(?:Attempted console login failed\.? User '?(?<user>\S{1,256}?)'? did NOT|console enable password incorrect for (?<tries>\d{1,6}) tries \(from (?<a>[^)]{1,45})\))`,
    ),
    ...{ name: 'ASA-Admin_Login_Denied', ...failure, doc: 'An administrator logged in to the device or tried to.' },
  },
  {
    ids: ['315011'],
    pattern: says(
      String.raw`SSH session from (?:(?<a>[\da-fA-F.:]{2,45}) )?on interface (?<aIf>\S{1,64}) for user "?(?<user>[^"]{0,256}?)"? (?<verdict>disconnected by SSH server|terminated normally)(?:, reason: (?<reason>.{1,200}))?`,
    ),
    ...{ name: 'ASA-Admin_SSH_Ended', type: 'logout', proto: 'tcp', doc: 'A session of SSH with the device ended.' },
  },
  {
    ids: ['111008', '111009', '111010'],
    pattern: says(
      String.raw`User '(?<user>[^']{0,256})'(?:, running '(?<client>[^']{0,60})' from IP (?<a>[^\s,]{2,45}))?,? executed (?:the |cmd: )?'?(?<command>.{1,2000}?)'?(?: command\.?)?$`,
    ),
    ...{
      name: 'ASA-Command_Executed',
      type: 'process',
      outcome: 'success',
      doc: 'An administrator ran a command on the device.',
    },
  },
  {
    ids: ['111001', '111002', '111003', '111004', '111005', '111007'],
    pattern: says(
      String.raw`(?:Begin configuration: )?(?<a>\S{1,100}) (?<says>(?:writing to|reading from) .{1,200}|erase configuration|end configuration)(?:: (?<result>\w{1,20}))?`,
    ),
    ...{
      name: 'ASA-Configuration_Access',
      ...changed,
      doc: 'The configuration was read, written or erased, or an administrator began or ended to change it.',
    },
  },
  {
    ids: ['502101', '502102'],
    pattern: says(
      String.raw`(?<verdict>New user added|User deleted) (?:to|from) local dbase: Uname: (?<user>\S{1,256}) Priv: (?<privilege>\d{1,3})(?: Encpass: \S{1,256})?`,
    ),
    ...{ name: 'ASA-Account_*', ...changed, doc: 'An account of the device came or went.' },
  },
  {
    ids: ['502103'],
    pattern: says(String.raw`User priv level changed: Uname: (?<user>\S{1,256}) From: (?<from>\d{1,3}) To: (?<to>\d{1,3})`),
    ...{ name: 'ASA-Privilege_Changed', ...changed, doc: 'An administrator took another level of privilege.' },
  },
  {
    ids: ['713119', '713120', '713049'],
    pattern: says(
      String.raw`(?:Group = (?<group>[^,]{1,200}), )?(?:Username = (?<user>[^,]{1,256}), )?(?:IP = (?<a>[\da-fA-F.:]{2,45}),? )?(?<says>.{0,300}?(?:PHASE \d COMPLETED|Security negotiation complete).{0,300})`,
    ),
    ...{ name: 'ASA-IPsec_Established', type: 'network', outcome: 'success', doc: 'A tunnel was agreed on with a peer.' },
  },
  {
    ids: ['602303', '602304'],
    pattern: says(
      String.raw`IPSEC: An (?<direction>inbound|outbound) (?<kind>\S{1,40}) SA \(SPI ?= ?(?<spi>\w{1,20})\) between (?<a>\S{2,45}) and (?<b>\S{2,45}) \(user ?= ?(?<user>[^)]{0,256})\) has been (?<verdict>created|deleted)`,
    ),
    ...{ name: 'ASA-IPsec_SA_*', type: 'network', doc: 'Keys for one direction of a tunnel came or went.' },
  },
  {
    ids: ['725001', '725002', '725007'],
    pattern: says(
      String.raw`(?<says>Starting SSL handshake with client|Device completed SSL handshake with client|SSL session with client) ${at('a')}(?: to ${bare('b')})?`,
    ),
    ...{
      name: 'ASA-TLS_Session',
      type: 'network',
      roles: 'server-log',
      proto: 'tcp',
      doc: 'A client opened TLS with the device, agreed on it, or ended it.',
    },
  },
]

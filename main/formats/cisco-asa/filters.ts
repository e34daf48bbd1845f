/** Messages of the ASA about packets and requests that its rules let through or not. */
import { at, bare, listed, says, type AsaRule } from './rule'

const denied = { type: 'firewall', outcome: 'failure' } as const
const PROTO = String.raw`(?<proto>protocol \d{1,3}|[\w-]{1,20})`
const LIST = String.raw`access-list (?<acl>\S{1,256}) (?<verdict>permitted|denied|est-allowed) ${PROTO}`
const HITS = String.raw`.{0,20}?hit-cnt (?<hits>\d{1,10}) (?<interval>[^[]{0,40})`

export const FILTERS: readonly AsaRule[] = [
  {
    ids: ['106023'],
    pattern: says(
      String.raw`Deny ${PROTO} src ${at('a')} dst ${at('b')}(?:.{0,80}?type (?<icmpType>\d{1,3}), code (?<icmpCode>\d{1,3}))?.{0,80}? by access-group "(?<acl>[^"]{1,256})"`,
    ),
    ...{ name: 'ASA-Packet_Denied', ...denied, doc: 'A packet was denied by an access list.' },
  },
  {
    ids: ['106100', '106102', '106103'],
    pattern: says(String.raw`${LIST}(?: for user '?(?<user>[^\s']{1,256})'?)? ${listed('a')} ->? ${listed('b')}${HITS}`),
    ...{
      name: 'ASA-ACL_*',
      type: 'firewall',
      doc: 'An access list permitted or denied packets; with more than one hit these are all of an interval.',
    },
  },
  {
    ids: ['106001'],
    pattern: says(
      String.raw`(?<direction>Inbound|Outbound) (?<proto>TCP) connection denied from ${bare('a')} to ${bare('b')} flags (?<flags>[A-Z ]{2,40}?) *on interface (?<aIf>\S{1,64})`,
    ),
    ...{ name: 'ASA-Packet_Denied', ...denied, doc: 'A packet was denied by an access list.' },
  },
  {
    ids: ['106002', '106006', '106007', '106010', '106014'],
    pattern: says(
      String.raw`(?:${PROTO} Connection denied by (?:in|out)bound list \S{1,64}|Deny (?<direction>inbound|outbound) (?:\(No xlate\) )?(?<proto2>protocol \d{1,3}|[\w-]{1,20})) (?:src|from) (?:(?<aIf>[A-Za-z][^\s:/]{0,63}):)?${bare('a')} (?:dst|dest|to) (?:(?<bIf>[A-Za-z][^\s:/]{0,63}):)?${bare('b')}(?: ?\(type (?<icmpType>\d{1,3}), code (?<icmpCode>\d{1,3})\))?(?: on interface (?<interface>\S{1,64}))?(?: due to (?<reason>.{1,100}))?`,
    ),
    ...{ name: 'ASA-Packet_Denied', ...denied, doc: 'A packet was denied by an access list.' },
  },
  {
    ids: ['106015'],
    pattern: says(
      String.raw`Deny (?<proto>TCP) \(no connection\) from ${bare('a')} to ${bare('b')} flags (?<flags>[A-Z ]{2,40}?) *on interface (?<aIf>\S{1,64})`,
    ),
    ...{
      name: 'ASA-Packet_Without_Connection',
      ...denied,
      doc: 'A packet that belongs to no known connection and opens none was dropped; late packets of ended connections look so too.',
    },
  },
  {
    ids: ['106012', '106016', '106017', '106020', '106021', '106022'],
    pattern: says(
      String.raw`Deny (?<proto>IP|TCP|UDP|ICMP|[\w-]{1,20}) ?(?<reason>spoof|due to Land Attack|teardrop fragment|reverse path check|connection spoof)?(?: \([^()]{1,100}\))? from ${bare('a')} to ${bare('b')}(?:,? .{0,100}?)?(?: on interface (?<aIf>\S{1,64}))?$`,
    ),
    ...{ name: 'ASA-Spoofed_Packet_Denied', ...denied, doc: 'A packet was dropped whose addresses or options cannot be right.' },
  },
  {
    ids: ['313001', '313004', '313008'],
    pattern: says(
      String.raw`Denied (?<proto>ICMP|IPv6-ICMP) type=(?<icmpType>\d{1,3}),(?: code=(?<icmpCode>\d{1,3}))? from (?:laddr )?${bare('a')} on interface (?<aIf>\S{1,64})(?: to ${bare('b')})?`,
    ),
    ...{ name: 'ASA-Packet_Denied', ...denied, doc: 'A packet was denied by an access list.' },
  },
  {
    ids: ['313005'],
    pattern: says(
      String.raw`No matching connection for ICMP error message: (?<proto>icmp) src ${at('a')} dst ${at('b')}(?: \(type (?<icmpType>\d{1,3}), code (?<icmpCode>\d{1,3})\))?.{0,100}?Original IP payload: (?<payload>.{1,300}?)\.?$`,
    ),
    ...{
      name: 'ASA-Packet_Without_Connection',
      ...denied,
      doc: 'A packet that belongs to no known connection and opens none was dropped; late packets of ended connections look so too.',
    },
  },
  {
    ids: ['710001', '710002', '710003', '710005'],
    pattern: says(
      String.raw`(?<proto>TCP|UDP|SCTP|[\w-]{1,20}) (?:access )?(?<verdict>requested|permitted|denied by ACL|request discarded) from ${bare('a')} to ${at('b')}`,
    ),
    ...{ name: 'ASA-Device_Access_*', type: 'firewall', doc: 'Somebody turned to the device itself, and was let or not.' },
  },
  {
    ids: ['338001', '338002', '338003', '338004', '338005', '338006', '338007', '338008', '338201', '338202', '338203', '338204'],
    pattern: says(
      String.raw`Dynamic Filter (?<verdict>permitted|monitored|dropped) (?<list>black ?listed|white ?listed|grey ?listed) (?<proto>\w{1,10}) traffic from ${at('a')}.{0,20}? to ${at('b')},? (?<reason>.{1,400})`,
    ),
    ...{ name: 'ASA-Botnet_Filter_*', type: 'intrusion', doc: 'An address or name is on the list of the botnet filter.' },
  },
  {
    ids: ['733100'],
    pattern: says(
      String.raw`\[ *(?<object>[^\]]{1,200}?) *\] drop (?<rate>rate-\d) exceeded\. Current burst rate is (?<burst>-?\d{1,10}) per second.{0,300}?Cumulative total count is (?<total>\d{1,15})`,
    ),
    ...{
      name: 'ASA-Threat_Rate_Exceeded',
      type: 'dos',
      doc: 'More packets were dropped for one reason than the device holds normal.',
    },
  },
  {
    ids: ['733101'],
    pattern: says(
      String.raw`(?:Object|Subnet|Host) (?<a>[\da-fA-F.:]{2,45}).{0,200}? is (?<verdict>attacking|attacked|targeted)`,
    ),
    ...{
      name: 'ASA-Scanning_Threat_*',
      type: 'scanning',
      doc: 'The device takes a host for one that scans, or that is scanned.',
    },
  },
  {
    ids: ['419002'],
    pattern: says(String.raw`Duplicate (?<proto>TCP) SYN from ${at('a')} to ${at('b')}`),
    ...{
      name: 'ASA-Duplicate_SYN',
      type: 'network',
      roles: 'handshake',
      doc: 'The same connection was opened twice with different numbers.',
    },
  },
  {
    ids: ['507003'],
    pattern: says(
      String.raw`(?<proto>tcp|udp) flow from ${at('a')} to ${at('b')} terminated by inspection engine, reason - (?<reason>.{1,200}?)\.?$`,
    ),
    ...{ name: 'ASA-Inspection_Terminated', ...denied, doc: 'The device ended a connection whose content it did not like.' },
  },
  {
    ids: ['304001'],
    pattern: says(
      String.raw`(?:(?<user>[^\s@]{1,256})@)?(?<a>[\da-fA-F.:]{2,45})(?:\((?<aUser>[^()]{1,256})\))? Accessed (?:JAVA )?URL (?:[^\s@:]{1,256}@)?(?<b>[^\s:/]{1,255}):(?<url>\S{1,4096})`,
    ),
    ...{
      name: 'ASA-URL_Accessed',
      type: 'web-access',
      outcome: 'success',
      roles: 'server-log',
      proto: 'tcp',
      doc: 'A client asked for an address of the web.',
    },
  },
  {
    ids: ['304002'],
    pattern: says(String.raw`Access denied URL (?<url>\S{1,4096}) SRC (?<a>\S{2,45}) DEST (?<b>\S{2,255})`),
    ...{
      name: 'ASA-URL_Denied',
      type: 'access-denied',
      outcome: 'failure',
      roles: 'server-log',
      proto: 'tcp',
      doc: 'A client asked for an address of the web that is not allowed.',
    },
  },
  {
    ids: ['303002'],
    pattern: says(
      String.raw`FTP connection from ${at('a')} to ${at('b')}, user (?<user>\S{1,256}) (?<verdict>Stored|Retrieved) file (?<file>.{1,1024})`,
    ),
    ...{
      name: 'ASA-FTP_File_*',
      type: 'file-access',
      outcome: 'success',
      roles: 'handshake',
      proto: 'tcp',
      doc: 'A file went by FTP through the device.',
    },
  },
]

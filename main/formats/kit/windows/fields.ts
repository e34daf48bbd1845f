/** Fields that every Windows event has, whichever file it comes from. */
import type { FieldDoc } from '../format'

export const WINDOWS_FIELDS: readonly FieldDoc[] = [
  {
    name: 'TimeCreated',
    unit: 'UTC, 100 ns',
    doc: 'When the provider made the event, by the clock of the host, which users and malware can set.',
  },
  {
    name: 'Provider',
    unit: 'text',
    doc: 'Who made the event; any program with the right to write can give any name in logs other than Security.',
  },
  { name: 'EventID', unit: 'number', doc: 'Kind of event; only together with the provider does it mean anything.' },
  { name: 'EventRecordID', unit: 'number', doc: 'Number of the record in its log; it starts anew when the log is cleared.' },
  { name: 'Channel', unit: 'text', doc: 'Log that the event was written to.' },
  { name: 'Computer', unit: 'host name', doc: 'Host that made the event, under the name it had then.' },
  {
    name: 'Level',
    unit: '0 (always) to 5 (verbose)',
    doc: 'How grave the provider finds it; audits are always 0, whatever they say.',
  },
  { name: 'Keywords', unit: '64 bits', doc: 'Two of its bits say audit success and audit failure.' },
  {
    name: 'UserID',
    unit: 'security identifier',
    doc: 'Account the event was logged for; for services that watch others it is the service’s own.',
  },
  { name: 'TargetUserName', unit: 'text', doc: 'Account that is acted on; in logons the one that logs on.' },
  { name: 'SubjectUserName', unit: 'text', doc: 'Account that acts; in logons often the host itself.' },
  {
    name: 'IpAddress',
    unit: 'address',
    doc: 'Client of a logon as it reached this host; a relay or gateway hides who is behind it.',
  },
  {
    name: 'LogonType',
    unit: 'number',
    doc: '2 console, 3 network, 4 batch, 5 service, 7 unlock, 8 clear text, 9 other credentials, 10 remote desktop, 11 cached.',
  },
  {
    name: 'EventData',
    unit: 'as the provider writes it',
    doc: 'Every other field, by its name; unnamed ones are a list called Data.',
  },
]

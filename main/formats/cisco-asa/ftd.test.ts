/** Security events of Threat Defense: what each field becomes, and that what a client wrote cannot stand in for the device's words. */
import { expect, it } from 'vitest'
import { readBytes } from '../kit/bytes-input'
import asa from './format'

const read = async (...messages: string[]) => {
  const text = messages.map((message) => `<113>2026-03-01T10:00:10Z fw01 : %FTD-1-${message}\n`).join('')
  return (await readBytes(asa, Buffer.from(text))).sink.events
}
const SIDES = 'SrcIP: 10.0.1.5, DstIP: 203.0.113.9, SrcPort: 51000, DstPort: 443, Protocol: tcp'

it('an ended connection begins its duration earlier, with the packets and bytes of both sides', async () => {
  const [event] = await read(
    `430003: EventPriority: Low, ConnectionID: 77, AccessControlRuleAction: Allow, ${SIDES}, IngressZone: inside, Prefilter Policy: Default, User: deploy, ` +
      'ApplicationProtocol: HTTPS, ConnectionDuration: 10, InitiatorPackets: 6, ResponderPackets: 4, InitiatorBytes: 900, ResponderBytes: 800, ' +
      'UserAgent: curl, SrcIP: 192.0.2.66, URL: https://example.test/a, b',
  )
  expect(event).toMatchObject({
    ...{
      name: 'FTD-Connection',
      type: 'connection',
      outcome: 'success',
      srcIp: '10.0.1.5',
      srcPort: 51000,
      dstIp: '203.0.113.9',
      dstPort: 443,
    },
    ...{
      roles: 'handshake',
      proto: 'tcp',
      service: 'https',
      userName: 'deploy',
      durationUs: 10_000_000,
      tsUs: Date.UTC(2026, 2, 1, 10) * 1000,
    },
    ...{ srcPkts: 6, dstPkts: 4, srcBytes: 900, dstBytes: 800 },
    attrs: {
      connection_id: 77,
      access_control_rule_action: 'Allow',
      ingress_zone: 'inside',
      prefilter_policy: 'Default',
      user_agent: 'curl',
      url: 'https://example.test/a, b',
    },
  })
})

it('an intrusion names its rule, a block is a failure, and nobody is no user', async () => {
  const [intrusion, begun, malware] = await read(
    `430001: ${SIDES}, Priority: 1, GID: 1, SID: 1000001, Revision: 3, Message: "LOCAL beacon, second stage", InlineResult: Would have dropped`,
    `430002: AccessControlRuleAction: Block with reset, ${SIDES}, User: No Authentication Required`,
    `430005: ${SIDES}, FileAction: Malware Block, FileName: a.exe, ThreatName: Win.Local.Test, SHA_Disposition: Malware`,
  )
  expect(intrusion).toMatchObject({
    name: 'FTD-Intrusion',
    signature: 'LOCAL beacon, second stage',
    outcome: 'success',
    attrs: { sid: 1_000_001 },
  })
  expect(begun).toMatchObject({ name: 'FTD-Connection_Begun', outcome: 'failure', userName: null })
  expect(malware).toMatchObject({
    name: 'FTD-Malware',
    type: 'virus',
    signature: 'Win.Local.Test',
    outcome: 'failure',
    attrs: { sha_disposition: 'Malware' },
  })
})

it('a message that names neither side stays a message; a hostile one takes no time', async () => {
  expect((await read('430003: something else'))[0]).toMatchObject({ name: 'ASA-Message_430003', specificity: 'generic' })
  const started = performance.now()
  await read(
    `430003: SrcIP: 10.0.0.1, ${'A: , '.repeat(1600)}`,
    `430003: SrcIP: ${', A'.repeat(2700)}`,
    `430003: ${'A A A '.repeat(1300)}`,
  )
  expect(performance.now() - started).toBeLessThan(500)
})

it('the length of a session of the VPN is a number too', async () => {
  const [event] = await read(
    '113019: Group = staff, Username = deploy, IP = 203.0.113.77, Session disconnected. Session Type: SSL, Duration: 1d 0h:32m:16s, Bytes xmt: 5, Bytes rcv: 6, Reason: User Requested',
  )
  expect(event).toMatchObject({ attrs: { duration: '1d 0h:32m:16s', duration_seconds: 88_336 } })
})

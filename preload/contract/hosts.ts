/** Hosts, sessions, vulnerabilities, asset lists: what is derived from events, each item with its source and dates. */
import { z } from 'zod'
import { AccessReason } from './access'
import { Detection, Verdict } from './detections'
import { ConfigItem, ConfigTopic, FactMethod } from './config-facts'
import { ClassCoverage } from './coverage'
import { DIRECTIONS, SESSION_STATES } from './event'

/** Where a statement comes from and the first and last time it was seen. */
const Dated = { source: z.string(), first_ts: z.string().nullable(), last_ts: z.string().nullable() }

export const Because = z.object({ id: z.string(), title: z.string(), because: z.string() })
/** Sessions that got an answer from the port of a finding, each once; by time before the first and after the last report of it. */
export const Reachability = z.object({
  sessions: z.number(),
  /** Attempts on the port that came to nothing. */
  attempts: z.number(),
  by_direction: z.record(z.string(), z.number()),
  clients: z.number(),
  /** The clients that came first, those from outside before others. */
  first_clients: z.array(
    z.object({ ip: z.string(), direction: z.enum(DIRECTIONS), sessions: z.number(), first_ts: z.string(), last_ts: z.string() }),
  ),
  first_ts: z.string().nullable(),
  last_ts: z.string().nullable(),
  before_first_report: z.number(),
  after_first_report: z.number(),
  says: z.string(),
})
export type Reachability = z.infer<typeof Reachability>

export const VulnerabilityRow = z.object({
  host: z.string(),
  port: z.number().nullable(),
  proto: z.string().nullable(),
  plugin_id: z.string(),
  name: z.string(),
  family: z.string().nullable(),
  severity: z.number(),
  cves: z.array(z.string()),
  ...Dated,
  /** Sessions that reached this port, when the flow evidence can tell. */
  sessions: z.number().optional(),
  reachability: Reachability.optional(),
})
export type VulnerabilityRow = z.infer<typeof VulnerabilityRow>

export const SessionRow = z.object({
  client_ip: z.string().nullable(),
  client_port: z.number().nullable(),
  server_ip: z.string().nullable(),
  server_port: z.number().nullable(),
  proto: z.string().nullable(),
  service: z.string().nullable(),
  direction: z.enum(DIRECTIONS),
  start: z.string(),
  end: z.string().nullable(),
  duration_s: z.number().nullable(),
  client_bytes: z.number().nullable(),
  server_bytes: z.number().nullable(),
  state: z.enum(SESSION_STATES).nullable(),
  ladder: z.string(),
  witnesses: z.array(
    z.object({
      format: z.string(),
      evidence: z.string(),
      label: z.string().nullable(),
      event_key: z.string(),
      disagrees: z.string().nullable(),
    }),
  ),
  verdict: Verdict,
  /** Why; absent where the register says nothing. */
  access: AccessReason.optional(),
  event_key: z.string(),
})
export type SessionRow = z.infer<typeof SessionRow>

export const SessionQuery = z.object({
  where: z.string().default(''),
  minSeconds: z.number().optional(),
  limit: z.number().int().positive().optional(),
  fromUs: z.number().optional(),
  toUs: z.number().optional(),
})
export type SessionQuery = z.infer<typeof SessionQuery>

export const HostSummary = z.object({
  ip: z.string(),
  names: z.array(z.string()),
  home: z.boolean(),
  events: z.number(),
  first_ts: z.string().nullable(),
  last_ts: z.string().nullable(),
  lists: z.array(z.string()),
  vulns_by_severity: z.record(z.string(), z.number()),
  os: z.string().nullable(),
  inbound_sessions: z.number(),
  outbound_sessions: z.number(),
  peers: z.number(),
})
export type HostSummary = z.infer<typeof HostSummary>

export const HostDossier = z.object({
  ip: z.string(),
  home: z.boolean(),
  names: z.array(z.object({ name: z.string(), ...Dated })),
  roles: z.array(z.object({ role: z.string(), because: z.string(), ...Dated })),
  os: z.array(z.object({ os: z.string(), ...Dated })),
  lists: z.array(Because),
  services: z.array(
    z.object({
      port: z.number(),
      proto: z.string(),
      service: z.string().nullable(),
      observed: z.number(),
      scanned: z.boolean(),
      ...Dated,
    }),
  ),
  vulnerabilities: z.array(VulnerabilityRow),
  vulns_by_severity: z.record(z.string(), z.number()),
  /** `account` is what a file or a log states of the account last, `method` how. */
  users: z.array(
    z.object({
      user: z.string(),
      events: z.number(),
      account: z.string().optional(),
      method: FactMethod.optional(),
      ...Dated,
    }),
  ),
  software: z.array(z.object({ software: z.string(), method: FactMethod.optional(), ...Dated })),
  facts: z.array(z.object({ kind: z.string(), value: z.string(), ...Dated })),
  /** Settings, policies, groups, jobs: each key with what is known of it and when. */
  config: z.array(ConfigItem),
  /** Subjects of configuration, those that nothing observed too. */
  config_topics: z.array(ConfigTopic),
  peers: z.object({
    inbound: z.number(),
    outbound: z.number(),
    internal: z.number(),
    external: z.number(),
    top: z.array(
      z.object({
        ip: z.string(),
        direction: z.enum(DIRECTIONS),
        server_port: z.number().nullable(),
        sessions: z.number(),
        bytes: z.number(),
        /** First seen a week or more after the host's first session; whom it talked to earlier than the evidence nobody knows. */
        is_new: z.boolean().optional(),
        ...Dated,
      }),
    ),
  }),
  sessions: z.object({
    total: z.number(),
    inbound: z.number(),
    outbound: z.number(),
    internal: z.number(),
    by_ladder: z.record(z.string(), z.number()),
  }),
  /** The most consequential first; dismissed ones are among them, marked. */
  detections: z.array(Detection),
  /** By class of evidence: what could have been seen of this host. */
  coverage: z.record(z.string(), ClassCoverage),
  events: z.number(),
  first_ts: z.string().nullable(),
  last_ts: z.string().nullable(),
})
export type HostDossier = z.infer<typeof HostDossier>

export const AssetList = z.object({
  id: z.string(),
  title: z.string(),
  rule: z.string(),
  hosts: z.array(z.object({ ip: z.string(), because: z.string() })),
})
export type AssetList = z.infer<typeof AssetList>

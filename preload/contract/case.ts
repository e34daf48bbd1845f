/** The case as a whole. */
import { z } from 'zod'
import { EvidenceSource } from './evidence'

export const TLP_LEVELS = ['TLP:RED', 'TLP:AMBER+STRICT', 'TLP:AMBER', 'TLP:GREEN', 'TLP:CLEAR'] as const
export const TlpLevel = z.enum(TLP_LEVELS)
export type TlpLevel = z.infer<typeof TlpLevel>

export const CaseInfo = z.object({
  case_id: z.string(),
  name: z.string(),
  path: z.string(),
  home_networks: z.array(z.string()),
  display_zone: z.string(),
  tlp: TlpLevel,
  evidence: z.array(EvidenceSource),
  events: z.number(),
  first_ts: z.string().nullable(),
  last_ts: z.string().nullable(),
  size_bytes: z.number(),
  /** Counts up whenever anything derived or decided changes. */
  revision: z.number(),
  journal: z.object({ head: z.string().nullable(), operations: z.number(), repaired: z.string().nullable() }),
})
export type CaseInfo = z.infer<typeof CaseInfo>

export const RecentCase = z.object({ path: z.string(), name: z.string(), opened_at: z.string(), exists: z.boolean() })
export type RecentCase = z.infer<typeof RecentCase>

export const SampleCase = z.object({ name: z.string(), title: z.string(), summary: z.string() })

/** A network that may be the home: where it came from and how many addresses of it talk. */
export const HomeSuggestion = z.object({ cidr: z.string(), addresses: z.number(), because: z.string() })

export const CaseSettings = z.object({
  home_networks: z.array(z.string()).optional(),
  display_zone: z.string().optional(),
  name: z.string().optional(),
  tlp: TlpLevel.optional(),
})
export type CaseSettings = z.infer<typeof CaseSettings>

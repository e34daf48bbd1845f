/** Hosts, sessions, vulnerabilities, asset lists. */
import { oc } from '@orpc/contract'
import { z } from 'zod'
import { ConfigAnswer, ConfigQuery } from '../config-facts'
import { AssetList, HostDossier, HostSummary, SessionQuery, SessionRow, VulnerabilityRow } from '../hosts'

export const hostOperations = {
  list: oc.output(z.array(HostSummary)),
  dossier: oc.input(z.object({ ip: z.string() })).output(HostDossier.nullable()),
  assets: oc.output(z.array(AssetList)),
  sessions: oc.input(SessionQuery).output(z.array(SessionRow)),
  config: oc.input(ConfigQuery).output(ConfigAnswer),
  vulnerabilities: oc.input(z.object({ host: z.string().optional() })).output(z.array(VulnerabilityRow)),
}

/** Hosts, sessions, vulnerabilities, asset lists. */
import { isAbout } from '#contract/detection-hosts'
import type { HostDossier } from '#contract/hosts'
import { detect } from '#main/detectors/kit/detect'
import { configFacts } from '#main/queries/config-facts'
import { assetLists, hostDossier, hostList } from '#main/queries/hosts'
import { sessions } from '#main/queries/sessions'
import { vulnerabilities } from '#main/queries/vulnerabilities'
import { operations as os } from '../answering'
import type { Asking } from '#main/store/store'
import type { OpenCase } from '../open-case'
import type { Workspace } from '../workspace'

/** The dossier with what detectors found about the host; their answers are kept, so that it costs what the dossier alone does. */
async function dossier({ store, journal }: OpenCase, ip: string, asking: Asking): Promise<HostDossier | null> {
  const [host, { detections }] = await Promise.all([
    hostDossier(store, ip, asking),
    detect(store, {}, asking, journal.state.detecting),
  ])
  if (host === null) return null
  const named = { ip, names: host.names.map(({ name }) => name) }
  return { ...host, detections: detections.filter((one) => isAbout(one, named)) }
}

export function hostHandlers(workspace: Workspace) {
  return {
    list: os.hosts.list.handler(({ signal }) => hostList(workspace.case.store, { signal })),
    dossier: os.hosts.dossier.handler(({ input, signal }) => dossier(workspace.case, input.ip, { signal })),
    assets: os.hosts.assets.handler(({ signal }) => assetLists(workspace.case.store, { signal })),
    sessions: os.hosts.sessions.handler(({ input, signal }) => sessions(workspace.case.store, input, { signal })),
    config: os.hosts.config.handler(({ input, signal }) => configFacts(workspace.case.store, input, { signal })),
    vulnerabilities: os.hosts.vulnerabilities.handler(({ input, signal }) =>
      vulnerabilities(workspace.case.store, input.host, { signal }),
    ),
  }
}

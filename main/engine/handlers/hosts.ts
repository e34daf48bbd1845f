/** Hosts, sessions, vulnerabilities, asset lists. */
import { configFacts } from '#main/queries/config-facts'
import { assetLists, hostDossier, hostList } from '#main/queries/hosts'
import { sessions } from '#main/queries/sessions'
import { vulnerabilities } from '#main/queries/vulnerabilities'
import { operations as os } from '../answering'
import type { Workspace } from '../workspace'

export function hostHandlers(workspace: Workspace) {
  return {
    list: os.hosts.list.handler(({ signal }) => hostList(workspace.case.store, { signal })),
    dossier: os.hosts.dossier.handler(({ input, signal }) => hostDossier(workspace.case.store, input.ip, { signal })),
    assets: os.hosts.assets.handler(({ signal }) => assetLists(workspace.case.store, { signal })),
    sessions: os.hosts.sessions.handler(({ input, signal }) => sessions(workspace.case.store, input, { signal })),
    config: os.hosts.config.handler(({ input, signal }) => configFacts(workspace.case.store, input, { signal })),
    vulnerabilities: os.hosts.vulnerabilities.handler(({ input, signal }) =>
      vulnerabilities(workspace.case.store, input.host, { signal }),
    ),
  }
}

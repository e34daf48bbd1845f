/** Sessions of the open case. */
import { servicePicture } from '#main/detectors/kit/service'
import { sessionPage } from '#main/queries/session-page'
import { sessionPicture } from '#main/queries/session-picture'
import { sessionServices } from '#main/queries/session-services'
import { operations as os } from '../answering'
import type { Workspace } from '../workspace'

export function sessionHandlers(workspace: Workspace) {
  const store = () => workspace.case.store
  return {
    page: os.sessions.page.handler(({ input, signal }) => sessionPage(store(), input, { signal })),
    picture: os.sessions.picture.handler(({ input, signal }) => sessionPicture(store(), input, { signal })),
    services: os.sessions.services.handler(({ input, signal }) => sessionServices(store(), input.selection, { signal })),
    service: os.sessions.service.handler(({ input, signal }) =>
      servicePicture(store(), input, { signal }, workspace.case.journal.state.detecting),
    ),
  }
}

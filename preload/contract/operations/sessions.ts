/** Sessions of the open case. */
import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Selection } from '../selection'
import {
  ServicePicture,
  ServiceQuery,
  ServiceSummary,
  SessionPage,
  SessionPageQuery,
  SessionPicture,
  SessionPictureQuery,
} from '../sessions'

export const sessionOperations = {
  page: oc.input(SessionPageQuery).output(SessionPage),
  picture: oc.input(SessionPictureQuery).output(SessionPicture),
  /** Services that were tried or lasted on, those that matter most first. */
  services: oc.input(z.object({ selection: Selection })).output(z.array(ServiceSummary)),
  service: oc.input(ServiceQuery).output(ServicePicture),
}

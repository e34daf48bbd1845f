/** Coverage: what could have been seen. */
import { oc } from '@orpc/contract'
import { Coverage, CoverageQuery } from '../coverage'

export const coverageOperations = {
  matrix: oc.input(CoverageQuery).output(Coverage),
}

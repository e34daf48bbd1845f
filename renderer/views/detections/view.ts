import { ScanSearch } from '@lucide/vue'
import { text } from '../../text/en'
import { defineView } from '../define-view'

export const view = defineView({
  id: 'detections',
  title: text.detections.title,
  order: 50,
  icon: ScanSearch,
  load: () => import('./Detections.vue'),
})

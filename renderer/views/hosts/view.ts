import { Server } from '@lucide/vue'
import { text } from '../../text/en'
import { defineView } from '../define-view'

export const view = defineView({
  id: 'hosts',
  title: text.hosts.title,
  order: 30,
  icon: Server,
  load: () => import('./Hosts.vue'),
})

/** Puts the application together: transport, stores, styles, frame. */
import '@fontsource-variable/inter'
import '@fontsource-variable/jetbrains-mono'
import '../styles/app.css'
import { createPinia } from 'pinia'
import { createApp, type App as Application } from 'vue'
import { TRANSPORT, type Transport } from '../transport/transport'
import App from './App.vue'

/** Shape: transport → the application, ready to mount. */
export function startWorkbench(transport: Transport): Application {
  return createApp(App).use(createPinia()).provide(TRANSPORT, transport)
}

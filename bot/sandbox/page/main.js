import { html, render } from 'htm/preact'

import { App } from './app.js'
import { connect } from './store.js'

connect()
render(html`<${App} />`, document.body)

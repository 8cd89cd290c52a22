import { cut, turn } from './edit.mjs';
import { COMPONENT, PAGE, unit } from './places.mjs';

const MESSAGES = `${PAGE}/frame/messages.ts`;
const WINDOW = `${PAGE}/frame/connect-window.ts`;
const BRIDGE = `${PAGE}/frame/host-bridge.ts`;
const FLOW = `${PAGE}/session/useWindowFlow.ts`;
const READ = `${COMPONENT}/read-message.ts`;
const bridge = (title) => unit(`${PAGE}/frame/host-bridge`, title);
const component = (title) => unit(`${COMPONENT}/read-message`, title);

/** C4 and C9 in the connect page and the component: whom they listen to and what they tell whom. @type {import('./edit.mjs').Removal[]} */
export const PAGE_REMOVALS = [
  {
    name: 'page-listens-to-one-window',
    attacks: ['C4'],
    edits: [turn(MESSAGES, ['source === null || source !== from() || ', 'source === null || '])],
    test: bridge('hears no hello of another window'),
  },
  {
    name: 'page-listens-to-its-origins',
    attacks: ['C4'],
    edits: [cut(MESSAGES, ' || !origins(origin)')],
    test: bridge('hears no hello of another origin'),
  },
  {
    name: 'page-listens-to-no-opaque-origin',
    attacks: ['C4'],
    edits: [cut(MESSAGES, "origin === 'null' || ")],
    test: unit(`${PAGE}/window/ask-ticket`, 'takes none of another window, an opaque origin, or another kind of value'),
  },
  {
    name: 'window-says-where-its-ticket-came-from',
    attacks: ['C4'],
    edits: [
      turn(`${PAGE}/window/ask-ticket.ts`, [
        'ticket: message.ticket, from: origin',
        'ticket: message.ticket, from: location.origin',
      ]),
    ],
    test: unit(`${PAGE}/window/ask-ticket`, 'says hello without a secret, and passes on from where the ticket came'),
  },
  {
    name: 'ticket-is-for-our-own-window',
    attacks: ['C4', 'C9'],
    edits: [
      turn(WINDOW, [
        "post(opened, location.origin, { type: 'ticket', ticket })",
        "post(opened, '*', { type: 'ticket', ticket })",
      ]),
    ],
    test: unit(`${PAGE}/frame/connect-window`, 'gives a ticket once, to our own origin alone'),
  },
  {
    name: 'code-of-a-window-is-from-our-origin',
    attacks: ['C4'],
    edits: [turn(WINDOW, ['origins: isOwnOrigin, types', 'origins: () => true, types'])],
    test: unit(`${PAGE}/frame/connect-window`, 'gives no ticket to the window, once it is at another site'),
  },
  {
    name: 'code-is-offered-to-the-sessions-origins',
    attacks: ['C4', 'C9'],
    edits: [
      turn(`${PAGE}/frame/hand-over.ts`, ["post(opener, origin, { type: 'code'", "post(opener, '*', { type: 'code'"]),
    ],
    test: unit(`${PAGE}/frame/hand-over`, 'offers the code to exactly our own origin and the session’s'),
  },
  {
    name: 'code-is-taken-by-the-sessions-origins',
    attacks: ['C4'],
    edits: [
      turn(`${PAGE}/frame/hand-over.ts`, ['origins: (origin) => origins.includes(origin)', 'origins: () => true']),
    ],
    test: unit(
      `${PAGE}/frame/hand-over`,
      'takes no answer of another window, another origin, an opaque one, or for another flow',
    ),
  },
  {
    name: 'code-is-taken-for-its-flow',
    attacks: ['C4'],
    edits: [
      turn(`${PAGE}/frame/hand-over.ts`, ['if (received.message.flowId === flowId) settle(true);', 'settle(true);']),
    ],
    test: unit(
      `${PAGE}/frame/hand-over`,
      'takes no answer of another window, another origin, an opaque one, or for another flow',
    ),
  },
  {
    name: 'frame-answers-listed-parents',
    attacks: ['C4'],
    edits: [turn(BRIDGE, ['(origins?.includes(origin) ?? true)', 'true'])],
    test: bridge('hears no hello of a look-alike'),
  },
  {
    name: 'frame-stays-with-its-parent',
    attacks: ['C4'],
    edits: [
      turn(BRIDGE, [
        'origins?.includes(origin) ?? true) : origin === host',
        'origins?.includes(origin) ?? true) : origins?.includes(origin)',
      ]),
    ],
    test: bridge('stays with the first page: another one of the session’s that took its place hears no code'),
  },
  {
    name: 'frame-is-settled-by-its-parent',
    attacks: ['C4'],
    edits: [turn(BRIDGE, ['else if (host !== null && isText', 'else if (isText'])],
    test: bridge('takes “settled” from the page that said hello alone'),
  },
  {
    name: 'frame-passes-on-codes-of-its-session',
    attacks: ['C8'],
    edits: [cut(FLOW, 'sessionId !== session.id || ')],
    test: unit(`${PAGE}/session/useWindowFlow`, 'passes no code on of {"sessionId":"another-session"}'),
  },
  {
    name: 'frame-passes-on-codes-of-its-window',
    attacks: ['C8'],
    edits: [cut(FLOW, ' || flowId !== current.value?.flow?.id')],
    test: unit(`${PAGE}/session/useWindowFlow`, 'passes no code on of {"flowId":"another-flow"}'),
  },
  {
    name: 'token-leaves-the-address',
    attacks: ['C9'],
    edits: [
      cut(`${PAGE}/session/take-token.ts`, "  history.replaceState(null, '', location.pathname + location.search);\n"),
    ],
    test: unit(`${PAGE}/session/take-token`, 'takes the token out of the address, and leaves no entry in the history'),
  },
  {
    name: 'component-listens-to-its-frame',
    attacks: ['C4'],
    edits: [cut(READ, ' || source !== from.window')],
    test: component('takes none of another window'),
  },
  {
    name: 'component-listens-to-our-origin',
    attacks: ['C4'],
    edits: [cut(READ, ' || origin !== from.origin')],
    test: component('takes none of the frame, once it is at another site'),
  },
  {
    name: 'component-listens-to-a-window-that-is-there',
    attacks: ['C4'],
    edits: [cut(READ, 'from.window === null || ')],
    test: component('takes none of a window that is gone'),
  },
  {
    name: 'component-opens-addresses-of-sessions',
    attacks: ['C4'],
    edits: [cut(READ, '!/^https?:$/.test(protocol) || ')],
    test: component('opens no frame at javascript:alert(1)//connect/AAAAAAAAAAAAAAAAAAAAAA'),
  },
  {
    name: 'component-takes-codes-of-its-session',
    attacks: ['C8'],
    edits: [turn(`${COMPONENT}/open-connect.ts`, ['if (code?.sessionId !== sessionId) return;', 'if (!code) return;'])],
    test: unit(`${COMPONENT}/open-connect`, 'takes the code of its own session, from the window it opened'),
  },
];

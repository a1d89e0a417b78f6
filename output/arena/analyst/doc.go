// Package analyst is the desk between a detector and its consequences: alerts come in,
// and after people have looked at them, actions come out.
//
//	                    latency            hours, budget, order
//	Take: alert ─► case ───────► queue ─────────────────────────► look ─► verdict ─► Until: actions
//	        │                      │                                │
//	        └ merged with an open  └ dropped, where the day's       └ dismissed: a false alarm,
//	          case of the entity     budget is spent                  or a true one by mistake
//
// It stands between package alarm, whose detectors raise the alerts, and the loop, which
// makes the actions happen in the world. A [Shift] says how the desk works, [Desk] plays
// it. It knows nothing of logs, plans or truth: whether an alert is true it is told by a
// function. It reads no clock; every draw is keyed by the entity and the time of the
// alert, so what becomes of one case in haste or in error depends on no other.
package analyst

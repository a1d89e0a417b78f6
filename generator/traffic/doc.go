// Package traffic is the base world: what the honest users of the portal do,
// day after day, whether or not anybody attacks.
//
// It stands between population (who there is) and portal (how an action
// shows). An account's day is a pure function of (seed, account, day):
//
//	key(account, day) ──► how many look-ups ──► sessions ──► script of a session ──► portal
//
// Look-alikes, benign behaviour that looks like an attack, are part of the base
// world: errands add sessions of their own to an account's day, manners change
// how its usual sessions look (alike*.go, errand*.go). The portal's outages and
// limits of sessions act on scripts as they are played (outage.go, expiry.go).
// Published limits of look-ups by account and by session are played for each
// account by itself, when a slice asks (bound.go, judge.go, rulings.go).
//
// A session's timing is drawn from one short sequence, an action's details
// from a key of its own, so that any hour can be made by replaying the timing
// and emitting only what falls inside. Campaigns and controls never change a
// draw here; what they do to a base session is laid over it as an overlay.Overlay.
package traffic

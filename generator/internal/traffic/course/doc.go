// Package course plays what happens in a session of an honest user: the script of
// one session, step by step, from the sign-in to the sign-out.
//
// It stands between package habit (how people work) and the days of package
// agenda, which says when a session begins and how many look-ups it has. A
// script knows timing and kinds alone; whom a look-up is about follows from the
// key of its step. Layers play it: the user's own way (script.go), a portal that
// closes idle sessions (expiry.go), and one that is down at times (outage.go).
// The package emits nothing, and knows no look-alike but by its [Style].
package course

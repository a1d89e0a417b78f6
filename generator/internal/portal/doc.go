// Package portal knows the portal's own rules: which page answers which
// action, with which status and size, how long it takes, how long a session
// lives, and how an action shows in the two logs.
//
// Actors (traffic, campaign) decide what happens when; portal turns one action
// into its audit event and the requests of its page flow, and appends them to
// the slice at hand. It decides nothing about people and never sends a
// request: its paths and its host are invented.
//
//	actor ──► Emitter.SignIn / LookUp / Use / … ──► audit event
//	                                          └──► access lines, each at its own time
//
// [Conditions] is the state of the portal over time: busy or quiet, slow, down,
// and the release of its pages. It follows from the seed and the clock alone.
// Where the portal is down the Emitter answers 502 or 503 whatever the actor
// meant to do, and serves static files only.
//
// A page weighs what it shows, a form what is sent ([Shown], pages.go): nothing about
// sizes is drawn by request. What a browser asks for beside its pages follows from what
// it has kept ([Cache], files.go). How long an answer takes is in latency.go.
//
// A line of the access log bears the instant at which its answer had gone out, as
// nginx's do, so that lines written in the order of that instant are in the order of
// their times. (Apache stamps the arrival and writes at the end, which puts its lines
// out of order by a latency; collectors sort them.)
//
// An action's page flow reaches a little before and after its audit event.
// Each line is appended only if its own time falls into the slice, so an
// action at the edge is simply made by both neighbours.
package portal

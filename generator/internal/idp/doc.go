// Package idp is the provider by which users sign in to the portal, as far as it has
// a log of its own: each step of a way in or out, and the mail that goes to the account's
// user because of it.
//
//	reset_requested ── mail_sent ┄┄ (minutes) ┄┄ mail_opened ── link_used ── password_changed ── mail_sent
//	sign_in, from a browser without the account's cookie ── mail_sent (new_device)
//	access_revoked ── mail_sent ┄┄ address_changed ── access_restored ── mail_sent ┄┄ link_used ── …
//
// The portal tells it of its steps; it appends lines to the batch of a slice. Each line
// follows from one step alone and lies within portal.Before and portal.After of it, so that
// every slice can be made by itself. It decides nothing: who gets in is the portal's affair.
package idp

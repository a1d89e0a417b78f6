// Package owner plays the rightful owners of compromised accounts: what their
// sessions become when a campaign or a control has changed the account or banned
// their address, and how they get the account back.
//
//	base session   sign-in ── look-up ── look-up ── sign-out
//	                  │ password gone        ▲
//	                  └─► refused ─► again ─► link ─► new password ─► sign-in
//	                              (identity to be proved: help desk, one to three days)
//
// Owners are queued a day at a time, and each step of a session is looked at when
// its time comes. Where nothing has changed the base session stays as it is; the
// rest is laid over it as dispositions of single steps, and added as scripted
// steps. The package draws nothing that the base world draws.
//
// Files from the top downwards: owner queues sessions, play looks at their steps,
// challenge and recovery are two turns that a session may take, desk is the end of
// the second; session holds what has become of one, user writes steps that are added,
// lookup is what the base world has, diary its days, for whoever plays them again.
// bystander needs only user and lookup.
package owner

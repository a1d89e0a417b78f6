// Package background is the rest of the internet: what reaches the portal from those
// who have no account there and belong to no campaign.
//
// It stands beside traffic and campaign, between the map of networks and the portal:
//
//	scenario's level, number of accounts ─► visits of a local day ─► requests ─► portal
//
// Its kinds are those of [scenarios.BackgroundKind]: monitors and health checks,
// search engines, surveys of the internet, single probes, scanners, people who look
// and leave, and two sorts of guessing at the sign-in. Guesses are the only ones that
// the application sees and the audit log has: refused sign-ins at identifiers that
// nobody has, and a few at accounts that somebody has. All of them are refused.
//
// A day's visits follow from (seed, day) and, for what grows with the portal, from
// (seed, day, account): one account more leaves all other visits alone. Nothing
// depends on what users, campaigns or controls do, and none of the addresses is
// anybody else's, so that no control ever has a visitor of this package on its hands:
// bans and limits act on addresses and accounts of campaigns and users. No visit
// makes a look-up, which is all that the reference rules count.
//
// How many visits there are is an assumption; the figures of real logs that it meets
// stand in rates.go.
package background

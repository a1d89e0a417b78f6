package generator

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/library"
)

// written opens a scenario by its text.
func written(t *testing.T, text string) *scenarios.Scenario {
	t.Helper()
	file := filepath.Join(t.TempDir(), "written.yaml")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	sc, err := library.Open(file, nil)
	if err != nil {
		t.Fatal(err)
	}
	return sc
}

// planned plans a scenario by its text.
func planned(t *testing.T, text string) *Plan {
	t.Helper()
	p, err := New(written(t, text), Options{})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// ownersSide knows what the owner knows: the owner, delegates, insiders.
const ownersSide = 0

// hearsay is how long it may take until all of the owner's side know a password
// that one of them has chosen.
const hearsay = 10 * 60 * 1_000_000

// passwords follows who knows the password of each account, from the log and
// its truth alone.
type passwords struct {
	p     *Plan
	known map[uint32]map[uint8]bool // by account: ownersSide, or the number of a campaign
	taken map[uint32]bool           // by a control, and not opened again
	told  map[uint32]int64          // from when the owner's side has heard of a password of its own
	wrong map[string][]string
	held  map[string]int
}

// readPasswords goes through the whole log.
func readPasswords(p *Plan) *passwords {
	s := &passwords{p: p, known: map[uint32]map[uint8]bool{}, taken: map[uint32]bool{}, told: map[uint32]int64{}, wrong: map[string][]string{}, held: map[string]int{}}
	for e, tr := range p.Events(p.Scenario().Time.Begin(), p.Scenario().Time.End) {
		if e.Account != event.NoAccount {
			s.see(&e, &tr)
		}
	}
	return s
}

// knows returns who knows an account's password: at first the owner, and who has
// it from a list.
func (s *passwords) knows(account uint32) map[uint8]bool {
	if s.known[account] == nil {
		s.known[account] = map[uint8]bool{ownersSide: true}
		for _, a := range s.p.Journal().Accounts {
			if a.Account == account && a.Acquired != scenarios.MailboxReset.String() && a.Acquired != scenarios.SessionTheft.String() {
				s.known[account][a.Campaign] = true
			}
		}
	}
	return s.known[account]
}

func (s *passwords) hold(rule string, good bool, e *event.Event, tr *event.Truth) {
	s.held[rule]++
	if !good {
		s.wrong[rule] = append(s.wrong[rule], fmt.Sprintf("%s account %d %s %s %s by %s", time.UnixMicro(e.TS).UTC().Format("2006-01-02T15:04:05.000"), e.Account, e.Action, e.Outcome, e.Reason, tr.Label))
	}
}

func (s *passwords) see(e *event.Event, tr *event.Truth) {
	side := uint8(ownersSide)
	if tr.Label == event.Attack && tr.Actor != event.Insider {
		side = tr.Campaign
	}
	know := s.knows(e.Account)
	switch e.Action {
	case event.PasswordResetForced:
		clear(know)
		s.taken[e.Account] = true
	case event.AccountUnlock:
		s.taken[e.Account] = false
	case event.PasswordReset:
		if e.Outcome != event.Success {
			return
		}
		s.hold("no new password before the account is opened again", !s.taken[e.Account], e, tr)
		clear(know)
		know[side] = true
		s.told[e.Account] = e.TS + hearsay
	case event.Login:
		if e.Auth != event.Password {
			return
		}
		slips := tr.Label == event.Benign || tr.Phase == event.Acquire || tr.Actor == event.Insider || tr.Actor == event.Outsider
		switch {
		case e.Outcome == event.Success:
			if tr.Phase == event.Acquire && know[ownersSide] { // the list was made not long ago
				know[side] = true
			}
			s.hold("who signs in knows the password", know[side] && !s.taken[e.Account], e, tr)
		case e.Reason == event.BadCredentials && !slips:
			s.hold("who is refused does not know the password", !know[side] || side == ownersSide && e.TS < s.told[e.Account], e, tr)
		case e.Reason == event.ResetRequired:
			s.hold("a reset is required until a password is chosen", len(know) == 0, e, tr)
		}
	}
}

// right fails a test for each rule that is broken, with the first examples, and
// where a rule was held against fewer cases than wanted.
func (s *passwords) right(t *testing.T, least map[string]int) {
	t.Helper()
	for rule, all := range s.wrong {
		t.Errorf("%s: broken %d times of %d, first %s", rule, len(all), s.held[rule], all[0])
	}
	for rule, n := range least {
		if s.held[rule] < n {
			t.Errorf("%s: held against %d cases, want %d: the test shows too little", rule, s.held[rule], n)
		}
	}
}

// An insider who shares an account with a thief knows a new password when the
// owner's side chose it, and not when the thief did.
func TestInsidersKnowWhatTheOwnerKnows(t *testing.T) {
	t.Parallel()
	var all int
	for seed := range 6 {
		p := planned(t, fmt.Sprintf(`version: 1
scenario: {id: two-on-one, title: A thief and an insider on the same accounts, seed: %d}
time: {start: 2022-03-07, end: 2022-03-12, timezone: Europe/Paris}
population: {accounts: 12, insured_persons: 3000, profile_mix: {pharmacy: 1}}
campaigns:
  - {id: thief, window: {start: 2022-03-08T09:00:00+01:00, stop: 2022-03-11T18:00:00+01:00}, access: {accounts: 6, acquire: {mailbox_reset: 1}}, targets: {exposed: 300}, pacing: {shape: diurnal}, network: {kind: datacentre, country: [FR], pool: 3}}
  - {id: inside, window: {start: 2022-03-07T09:00:00+01:00, stop: 2022-03-11T20:00:00+01:00}, access: {accounts: 6, acquire: {insider: 1}}, targets: {exposed: 200}, pacing: {shape: diurnal, active_hours: owner}, network: {kind: owner_host}}
`, seed+1))
		s := readPasswords(p)
		s.right(t, nil)

		all += s.held["who signs in knows the password"]
	}
	if all < 100 {
		t.Errorf("%d sign-ins with a password: the test shows too little", all)
	}
}

// After a control has reset accounts, nobody chooses a new password before the
// portal has seen who asks, whatever owners had begun to do about a forgotten one.
func TestNoPasswordBeforeTheAccountIsOpened(t *testing.T) {
	t.Parallel()
	for seed := range 2 {
		p := planned(t, fmt.Sprintf(`version: 1
scenario: {id: reset-all, title: Many owners who are locked out for days, seed: %d}
time: {start: 2022-05-09, end: 2022-05-18, timezone: Europe/Paris}
population: {accounts: 150, insured_persons: 9000, profile_mix: {pharmacy: 0.5, gp: 0.5}}
campaigns:
  - {id: c1, window: {start: 2022-05-09T08:00:00+02:00, stop: 2022-05-11T10:00:00+02:00}, access: {accounts: 45, acquire: {credential_replay: 1}}, targets: {exposed: 900}, pacing: {shape: diurnal}, network: {kind: datacentre, country: [FR], pool: 5}}
controls:
  - {type: analyst, at: 2022-05-11T10:00:00+02:00, action: [account_reset]}
`, seed+1))
		readPasswords(p).right(t, map[string]int{"no new password before the account is opened again": 40, "a reset is required until a password is chosen": 500})
	}
	for id, scale := range map[string]string{"ramp": "0.02", "smash-and-grab": "0.02", "mobile-cgnat": "0.02", "volume-relative": "0.08"} {
		t.Run(id, func(t *testing.T) {
			t.Parallel()
			readPasswords(planOf(t, id, scale, Options{})).right(t, map[string]int{"no new password before the account is opened again": 40, "who signs in knows the password": 5_000})
		})
	}
}

package generator

import (
	"testing"
	"time"

	"github.com/breachsim/breachsim/generator/event"
)

// Owners who have taken to the card since their account was reset sign in as
// ever, also again after a pause: a password that is lost is no matter to them.
func TestCardsNeedNoPassword(t *testing.T) {
	t.Parallel()
	sc := written(t, `version: 1
scenario: {id: card-day, title: Reset on the eve of the day of the card, seed: 5}
time: {start: 2022-06-20, end: 2022-07-16, timezone: Europe/Paris}
population: {accounts: 300, insured_persons: 9000, profile_mix: {pharmacy: 1}}
portal: {session_idle: 15m}
campaigns:
  - {id: c1, window: {start: 2022-06-27T08:00:00+02:00, stop: 2022-06-30T22:00:00+02:00}, access: {accounts: 90, acquire: {credential_replay: 1}}, targets: {exposed: 600}, pacing: {shape: diurnal}, network: {kind: datacentre, country: [FR], pool: 5}}
controls:
  - {type: analyst, at: 2022-06-30T22:00:00+02:00, action: [account_reset]}
`)
	attacked, err := New(sc, Options{})
	if err != nil {
		t.Fatal(err)
	}
	peaceful, err := New(sc, Options{WithoutCampaigns: true})
	if err != nil {
		t.Fatal(err)
	}
	night := sc.Controls[0].At.Add(6 * time.Hour)
	card, again := map[uint64]event.Event{}, 0
	stolen := map[uint32]bool{}
	for _, a := range attacked.Journal().Accounts {
		stolen[a.Account] = true
	}
	last := map[uint32]int64{}
	for e := range peaceful.Events(night, sc.Time.End) {
		if e.Auth == event.CPS || e.Auth == event.ECPS {
			card[e.ID] = e
			if stolen[e.Account] && e.Action == event.Login && e.TS-last[e.Account] < int64(time.Hour/time.Microsecond) {
				again++
			}
			last[e.Account] = e.TS
		}
	}
	_, overlay := read(attacked).innocent()
	for id, effect := range overlay {
		if e, is := card[id]; is {
			t.Fatalf("%s of account %d, with a card, is %d (1 = suppressed) at %s", e.Action, e.Account, effect, time.UnixMicro(e.TS))
		}
	}
	if again < 20 {
		t.Errorf("%d sign-ins anew with a card to accounts that were reset: the test shows too little", again)
	}
}

package traffic

import (
	"strings"
	"testing"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/client"
)

// Honest sessions change their line or their client now and then, spread over the
// accounts, so that a second one in a session accuses nobody: without them the rule
// "a second client_fp" found every replayed cookie and nobody else. Some show what the
// replay of a cookie shows: to and fro between two addresses of two providers.
func TestHonestSessionsTurn(t *testing.T) {
	w := worldOf(t, "population.accounts=600", "population.insured_persons=200000", "benign.look_alikes=none")
	type shown struct {
		addr  event.Addr
		net   uint16
		agent uint16
		print uint64
	}
	sessions, moved, elsewhere, changed, prints, fro := 0, 0, 0, 0, 0, 0
	movers, changers, all := map[uint32]bool{}, map[uint32]bool{}, map[uint32]bool{}
	for k := range uint32(w.Accounts.Len()) {
		for day := w.Shown.First; day <= w.Shown.Last; day++ {
			for _, s := range w.Sessions(k, day, nil) {
				sessions++
				all[k] = true
				var first, last shown
				var addr, net, agent, client, back bool
				for i, st := range w.Steps(&s, nil) {
					v := w.VisitAt(&s, st.TS)
					x := shown{v.Addr, v.Net, v.UserAgent, v.ClientFP}
					if i == 0 {
						first, last = x, x
					}
					addr, net = addr || x.addr != first.addr, net || x.net != first.net
					agent, client = agent || x.agent != first.agent, client || x.print != first.print
					back = back || x.addr == first.addr && last.addr != first.addr
					last = x
				}
				if addr {
					moved++
					movers[k] = true
				}
				if agent || client {
					changed++
					changers[k] = true
				}
				elsewhere, prints, fro = elsewhere+one(net), prints+one(client), fro+one(back && net)
			}
		}
	}
	if moved*1000 < sessions*9 || moved*1000 > sessions*25 || changed*1000 < sessions*5 || changed*1000 > sessions*20 {
		t.Errorf("of %d sessions %d come from two addresses, %d with two clients", sessions, moved, changed)
	}
	if elsewhere*10 < moved*8 || prints*10 < changed*3 || fro*4 < moved {
		t.Errorf("of %d with two addresses %d have two providers, %d go to and fro; of %d with two clients %d have two "+
			"fingerprints", moved, elsewhere, fro, changed, prints)
	}
	if len(movers)*3 < len(all) || len(changers)*4 < len(all) {
		t.Errorf("of %d accounts %d change the line, %d the client", len(all), len(movers), len(changers))
	}
}

// A cookie stays in the browser that has it. Whatever an honest session shows besides
// comes of the same machine: a later build of the same browser, a telephone's or a
// tablet's name for the other site with the same handshake, the handshake of security
// software under the same name, at the same address or that of a relay. It was another
// browser or another system in most of them once. Each of these happens.
func TestTurnsStayWithTheMachine(t *testing.T) {
	w := worldOf(t, "population.accounts=600", "population.insured_persons=200000", "benign.look_alikes=none")
	agents := client.Agents()
	updates, sites, software, relays := 0, 0, 0, 0
	for k := range uint32(w.Accounts.Len()) {
		for day := w.Shown.First; day <= w.Shown.Last; day++ {
			for _, s := range w.Sessions(k, day, nil) {
				first, seen := w.VisitAt(&s, s.Start), map[string]bool{}
				for _, st := range w.Steps(&s, nil) {
					v := w.VisitAt(&s, st.TS)
					was, now := agents[first.UserAgent], agents[v.UserAgent]
					switch {
					case v.UserAgent == first.UserAgent && v.ClientFP == first.ClientFP:
					case v.UserAgent == first.UserAgent && v.Addr == first.Addr:
						seen["software"] = true
					case v.UserAgent == first.UserAgent:
						seen["relay"] = true
					case client.SameBrowser(v.UserAgent, first.UserAgent) && v.UserAgent > first.UserAgent:
						seen["update"] = true
					case v.ClientFP == first.ClientFP && versionOf(was) == versionOf(now) && (handheld(was) || handheld(now)):
						seen["site"] = true
					default:
						t.Fatalf("account %d went from %q to %q, %x to %x", k, was, now, first.ClientFP, v.ClientFP)
					}
				}
				updates, sites = updates+one(seen["update"]), sites+one(seen["site"])
				software, relays = software+one(seen["software"]), relays+one(seen["relay"])
			}
		}
	}
	if min(updates, sites, software, relays) < 20 {
		t.Errorf("%d updates, %d for the other site, %d by software, %d by a relay", updates, sites, software, relays)
	}
}

// versionOf reads the version of the browser that a user agent names, but for Samsung's,
// which has two.
func versionOf(agent string) string {
	for _, word := range []string{"Chrome/", "Version/"} {
		if _, rest, ok := strings.Cut(agent, word); ok {
			version, _, _ := strings.Cut(rest, " ")
			return version
		}
	}
	return agent
}

// handheld reports whether a user agent names a telephone or a tablet.
func handheld(agent string) bool {
	return strings.Contains(agent, "Android") || strings.Contains(agent, "iPhone") || strings.Contains(agent, "iPad")
}

// one counts what is true.
func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

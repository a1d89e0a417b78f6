package traffic

import (
	"testing"

	"breachsim/generator/event"
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

// one counts what is true.
func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

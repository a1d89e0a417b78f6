package card

import (
	"bytes"
	"fmt"

	"github.com/breachsim/breachsim/output/internal/encode/records"
	"github.com/breachsim/breachsim/output/internal/source"
)

// cardWarmup writes the part of the card that tells of the warm-up.
func (p *Facts) cardWarmup(b *bytes.Buffer) {
	if s := p.Run.ScoredFrom; s != "" {
		fmt.Fprintf(b, warmupCard, s)
	}
}

const warmupCard = `## The warm-up

The days before %s are a warm-up: days like all others, look-alikes included, for detectors to learn on. What is found in them does
not count: score by alerts, practitioner-days and exposures from that moment on (scored_from in manifest.json), as ` + "`breachsim score`" + ` does.
truth/days.jsonl says of each day to which part it belongs. A campaign may begin in the warm-up: truth/accounts.jsonl says when.

`

// cardHistory writes the part of the card that describes the history.
func (p *Facts) cardHistory(b *bytes.Buffer) {
	if p.Info.HistoryDays == 0 {
		return
	}
	before := "scenario's start"
	if p.Run.ScoredFrom != "" {
		before = "warm-up"
	}
	fmt.Fprintf(b, historyCard, p.Info.HistoryDays, before)
	if h, ok := p.Source.(source.Historian); ok && h.HistoryNote() != "" {
		fmt.Fprintf(b, "Note: %s.\n\n", h.HistoryNote())
	}
	info := records.History(p.Mode).Info()
	Columns(b, historyPath, info.About, info.Fields())
}

const (
	historyPath = "history.csv"
	historyCard = `## The history

What the logs of the %d local days before the %s would tell, without those logs: the persons that the users of each
account found, from when to when and how often. A look-up counts if it found somebody, came before the start, and its
session began within these days. A session that was open at the start is in no log from there on. A detector may read it.
The records list the persons that the logs name; of the others the history tells the reference only.

`
)

// cardWeak writes the part of the card that describes alerts, tickets and reasons.
func (p *Facts) cardWeak(b *bytes.Buffer) {
	if !p.Info.Alerts && !p.Info.Tickets && !p.Info.Reasons {
		return
	}
	b.WriteString(weakCard)
	if p.Info.Alerts {
		info := records.Warnings().Info()
		Columns(b, "logs/alerts.csv", info.About, info.Fields())
	}
	if p.Info.Tickets {
		info := records.Tickets(p.Mode).Info()
		Columns(b, "logs/tickets.csv", info.About, info.Fields())
	}
	if p.Info.Reasons {
		info := records.Grounds(p.Mode).Info()
		Columns(b, "records/reasons.csv", info.About, info.Fields())
	}
}

const weakCard = `## Labels of a real team

Alerts of the time, tickets and reasons of look-ups are what a team has in place of the truth. A detector may read them:
they are weak labels, incomplete and partly wrong at the rates that the scenario states (output in scenario.yaml), and
no row says which. They do tell of the attack: ` + "`breachsim audit`" + ` says how much (A30). Quote results with them apart.

`

// cardDelivery writes the part of the card that tells how log lines came to be in the
// files.
func (p *Facts) cardDelivery(b *bytes.Buffer) {
	if p.Info.Delivery.Perfect() {
		return
	}
	c := p.Counts
	fmt.Fprintf(b, deliveryCard, c.AuditEvents, c.AuditLost, c.AuditTwice, c.AuditLines(),
		c.AccessLines, c.AccessLost, c.AccessTwice, c.AccessDelivered())
}

const deliveryCard = `## How the lines were delivered

Not every log line arrived as it should (delivery in scenario.yaml): some came late, some twice, some never, some with the time of
a wrong clock. truth/delivery.jsonl tells what became of which line. The lines of a file stand in the order in which they arrived;
a file holds the lines of its local day alone. Events that were lost are in the truth all the same.

| log | events | lost | twice | lines |
|---|---:|---:|---:|---:|
| audit | %d | %d | %d | %d |
| access | %d | %d | %d | %d |

`

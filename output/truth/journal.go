package truth

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/breachsim/breachsim/generator/event"
)

// File is one period-wide truth file, ready to be written.
type File struct {
	Path string
	rows []any
}

// Rows is how many lines it has.
func (f *File) Rows() int64 { return int64(len(f.rows)) }

// Write writes the file to w, a line at a time.
func (f *File) Write(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	for i, r := range f.rows {
		if err := e.Encode(r); err != nil {
			return fmt.Errorf("row %d: %w", i+1, err)
		}
	}
	return nil
}

// JournalFiles turns the period-wide journal into its files, in a fixed order.
func JournalFiles(cat *event.Catalog, j *event.Journal) []File {
	n := names{cat}
	return []File{
		{"truth/accounts.jsonl", rows(j.Accounts, n.account)},
		{"truth/tried.jsonl", rows(j.Tried, n.tried)},
		{"truth/ips.jsonl", rows(j.Addresses, n.address)},
		{"truth/sessions.jsonl", rows(j.Sessions, n.session)},
		{"truth/campaigns.jsonl", rows(j.Campaigns, n.step)},
		{"truth/responses.jsonl", rows(j.Responses, n.response)},
		{"truth/alerts.jsonl", rows(j.Alerts, n.alert)},
		{"truth/canaries.jsonl", rows(j.Canaries, n.canary)},
		{"truth/lookalikes.jsonl", rows(j.LookAlike, n.lookAlike)},
	}
}

func rows[T any, R any](list []T, row func(*T) R) []any {
	out := make([]any, len(list))
	for i := range list {
		out[i] = row(&list[i])
	}
	return out
}

// names resolves the indices of the journal.
type names struct{ cat *event.Catalog }

func (n names) accountID(i uint32) Text {
	if i == event.NoAccount {
		return ""
	}
	return Text(n.cat.Accounts[i].ID)
}

func (n names) campaign(i uint8) Text {
	if i == 0 {
		return ""
	}
	return Text(n.cat.Campaigns[i-1])
}

func (n names) control(i uint8) Text {
	if i == 0 {
		return ""
	}
	return Text(n.cat.Controls[i-1])
}

func ipText(a event.Addr) Text {
	if a.IsZero() {
		return ""
	}
	return Text(a.String())
}

func (n names) account(a *event.AccountInterval) Account {
	return Account{Account: n.accountID(a.Account), Campaign: n.campaign(a.Campaign), Acquired: Text(a.Acquired),
		AcquiredAt: Time(a.AcquiredAt), First: Time(a.First), Last: Time(a.Last),
		LookUps: a.LookUps, Exposed: a.Exposed, OwnerActive: a.OwnerActive}
}

func (n names) tried(t *event.TriedAccount) Tried {
	return Tried{
		Account:  n.accountID(t.Account),
		Campaign: n.campaign(t.Campaign),
		How:      Text(t.How),
		Attempts: t.Attempts,
		First:    Time(t.First),
		Last:     Time(t.Last),
	}
}

func (n names) address(a *event.AddressInterval) IP {
	net, place := n.cat.Networks[a.Net], n.cat.Places[a.Place]
	return IP{
		IP:       ipText(a.Addr),
		ASN:      net.ASN,
		ASOrg:    Text(net.Org),
		Country:  Text(place.Country),
		City:     Text(place.City),
		Campaign: n.campaign(a.Campaign),
		First:    Time(a.First),
		Last:     Time(a.Last),
		BannedAt: Time(a.Banned),
	}
}

func (n names) session(s *event.SessionTruth) Session {
	return Session{
		SessionID: ID(s.Session),
		Account:   n.accountID(s.Account),
		IP:        ipText(s.Addr),
		Campaign:  n.campaign(s.Campaign),
		From:      Time(s.From),
		To:        Time(s.To),
		Attack:    s.Attack,
		Benign:    s.Benign,
	}
}

func (n names) step(c *event.CampaignEntry) Step {
	return Step{
		TS:       Time(c.TS),
		Campaign: n.campaign(c.Campaign),
		Phase:    Text(c.Phase.String()),
		Action:   Text(c.Action.String()),
		Account:  n.accountID(c.Account),
		IP:       ipText(c.Addr),
		Detail:   Text(c.Detail),
	}
}

func (n names) response(r *event.Response) Response {
	row := Response{
		TS:      Time(r.TS),
		Action:  Text(r.Action.String()),
		Control: n.control(r.Control),
		Account: n.accountID(r.Account),
		IP:      ipText(r.Addr),
		Detail:  Text(r.Detail),
	}
	if r.Persons > 0 {
		persons := r.Persons
		row.Persons = &persons
	}
	return row
}

func (n names) lookAlike(l *event.LookAlikeTruth) LookAlike {
	fools := l.Fools
	if fools == nil {
		fools = []string{}
	}
	return LookAlike{
		Account: n.accountID(l.Account),
		From:    Time(l.From),
		To:      Time(l.To),
		Kind:    Text(l.Kind.String()),
		Fools:   fools,
	}
}

func (n names) alert(a *event.Alert) Alert {
	return Alert{T: Time(a.TS), Entity: Entity{"account", n.accountID(a.Account)}, Score: 1, Rule: n.control(a.Control),
		Events: []string{fmt.Sprintf("%016x", a.Event)}, NIRRef: ID(a.Ref), IP: ipText(a.Addr)}
}

func (n names) canary(c *event.CanaryTruth) Canary {
	return Canary{NIRRef: ID(c.Ref), Control: n.control(c.Control)}
}

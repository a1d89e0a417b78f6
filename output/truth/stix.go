package truth

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/output/internal/encode/wire"
)

// BundlePath is where a dataset with campaigns has them as a STIX bundle.
const BundlePath = "truth/attack.stix.json"

// Story is what the journal does not say of campaigns and controls.
type Story struct {
	Title, About string
	Start, End   int64           // of the scenario, microseconds
	Campaigns    []CampaignStory // in the catalogue's order
	Controls     []ControlStory  // in the catalogue's order
}

// CampaignStory describes a campaign.
type CampaignStory struct {
	Techniques []string // ids of ATT&CK
	Objective  string
	Network    string // kind of network, as the scenario calls it
}

// ControlStory describes a control.
type ControlStory struct {
	Type    string
	Actions []string
}

// A Bundle is a STIX 2.1 bundle of a dataset's campaigns.
type Bundle struct{ objects []object }

// NewBundle tells the journal's campaigns in STIX 2.1: who did it, by which
// known ways of attack, from where, through which accounts, what of it stands in
// the logs, and what was done about it. It returns nil where there is no
// campaign.
//
// Identifiers follow from content (UUID version 5), times from the journal:
// equal runs give equal bytes. Every object is created at the end of the story.
func NewBundle(cat *event.Catalog, j *event.Journal, s *Story) (*Bundle, error) {
	if len(j.Accounts) == 0 && len(j.Campaigns) == 0 {
		return nil, nil
	}
	b := &bundler{
		names:     names{cat},
		journal:   j,
		story:     s,
		made:      stixTime(madeAt(j, s)),
		seen:      map[string]bool{},
		byAddr:    map[event.Addr]string{},
		byAccount: map[uint32]string{},
	}
	b.all()
	if b.err != nil {
		return nil, fmt.Errorf("making %s: %w", BundlePath, b.err)
	}
	return &Bundle{b.objects}, nil
}

// Write writes the bundle, an object a line.
func (b *Bundle) Write(w io.Writer) error {
	lines := make([][]byte, len(b.objects))
	ids := make([]string, len(b.objects))
	for i, o := range b.objects {
		text, err := json.Marshal(o)
		if err != nil {
			return fmt.Errorf("object %d: %w", i+1, err)
		}
		lines[i], ids[i] = text, o["id"].(string)
	}
	head := object{"objects": ids}
	id, err := head.identify("bundle")
	if err != nil {
		return err
	}
	out := fmt.Appendf(nil, "{\"type\":\"bundle\",\"id\":%q,\"objects\":[\n", id)
	for i, l := range lines {
		out = append(out, l...)
		if i < len(lines)-1 {
			out = append(out, ',')
		}
		out = append(out, '\n')
		if _, err := w.Write(out); err != nil {
			return err
		}
		out = out[:0]
	}
	_, err = w.Write(append(out, "]}\n"...))
	return err
}

// BundleBytes foretells the size of the bundle, on the high side.
func BundleBytes(j *event.Journal) int64 {
	if len(j.Accounts) == 0 && len(j.Campaigns) == 0 {
		return 0
	}
	lines := 1600*len(j.Accounts) + 900*len(j.Addresses) + 900*len(j.Sessions) + 500*len(j.Campaigns)
	return 16<<10 + int64(lines)
}

// madeAt is the last moment of the story.
func madeAt(j *event.Journal, s *Story) int64 {
	last := s.End
	for i := range j.Campaigns {
		last = max(last, j.Campaigns[i].TS)
	}
	for i := range j.Responses {
		last = max(last, j.Responses[i].TS)
	}
	return last
}

func stixTime(ts int64) string {
	stamp := wire.NewStamp()
	return string(stamp.Append(nil, ts))
}

// bundler collects the objects. The first error stays; what follows it is
// lost.
type bundler struct {
	names
	journal   *event.Journal
	story     *Story
	made      string
	objects   []object
	seen      map[string]bool
	byAddr    map[event.Addr]string
	byAccount map[uint32]string
	producer  string
	portal    string
	controls  []string // courses of action that were taken, as ids
	err       error
}

// add enters a domain object or a relationship, once, and returns its id.
func (b *bundler) add(kind string, o object) string {
	o["spec_version"], o["created"], o["modified"] = "2.1", b.made, b.made
	if b.producer != "" {
		o["created_by_ref"] = b.producer
	}
	id, err := o.identify(kind)
	if err != nil {
		b.fail(err)
		return ""
	}
	b.enter(id, o)
	return id
}

// see enters an observable, once, and returns its id.
func (b *bundler) see(kind string, contributing, more object) string {
	o, err := observable(kind, contributing)
	if err != nil {
		b.fail(err)
		return ""
	}
	for k, v := range more {
		o[k] = v
	}
	id := o["id"].(string)
	b.enter(id, o)
	return id
}

func (b *bundler) enter(id string, o object) {
	if !b.seen[id] {
		b.seen[id] = true
		b.objects = append(b.objects, o)
	}
}

func (b *bundler) fail(err error) {
	if b.err == nil {
		b.err = err
	}
}

func (b *bundler) relate(from, how, to string) { b.add("relationship", related(from, how, to)) }

func related(from, how, to string) object {
	return object{"relationship_type": how, "source_ref": from, "target_ref": to}
}

// during gives a relationship its time. STIX wants the stop later than the
// start.
func during(o object, first, last int64) object {
	if first > 0 {
		o["start_time"] = stixTime(first)
	}
	if first > 0 && last > first {
		o["stop_time"] = stixTime(last)
	}
	return o
}

func (b *bundler) all() {
	b.producer = b.add("identity", object{"name": "breachsim", "identity_class": "system",
		"description": "Maker of synthetic datasets: nothing in this bundle has happened."})
	b.portal = b.add(
		"identity",
		object{"name": "portal.example", "identity_class": "organization", "sectors": []string{"healthcare"},
			"description": "The simulated portal for practitioners of a health insurance."},
	)
	for i := range b.journal.Accounts {
		b.account(b.journal.Accounts[i].Account)
	}
	for i := range b.journal.Addresses {
		b.address(&b.journal.Addresses[i])
	}
	b.measures()
	for i := range b.cat.Campaigns {
		if b.played(uint8(i + 1)) {
			b.campaignObjects(uint8(i + 1))
		}
	}
}

// account is the observable of an account.
func (b *bundler) account(i uint32) string {
	id, known := b.byAccount[i]
	if !known {
		id = b.see("user-account", object{"user_id": b.cat.Accounts[i].ID}, nil)
		b.byAccount[i] = id
	}
	return id
}

func (b *bundler) address(a *event.AddressInterval) {
	net := b.cat.Networks[a.Net]
	as := b.see("autonomous-system", object{"number": net.ASN}, object{"name": net.Org})
	b.byAddr[a.Addr] = b.see(
		addressType(a.Addr),
		object{"value": a.Addr.String()},
		object{"belongs_to_refs": []string{as}},
	)
}

func addressType(a event.Addr) string {
	if a.Is4() {
		return "ipv4-addr"
	}
	return "ipv6-addr"
}

// measures enters the controls that did something.
func (b *bundler) measures() {
	for i := range b.story.Controls {
		at, n := int64(0), 0
		for k := range b.journal.Responses {
			if r := &b.journal.Responses[k]; int(r.Control) == i+1 {
				n++
				if at == 0 {
					at = r.TS
				}
			}
		}
		if n == 0 {
			continue
		}
		c := &b.story.Controls[i]
		b.controls = append(b.controls, b.add("course-of-action", object{
			"name": b.cat.Controls[i],
			"description": fmt.Sprintf(
				"Control of type %s, actions %s; first step at %s, steps in all: %d.",
				c.Type,
				strings.Join(c.Actions, ", "),
				stixTime(at),
				n,
			),
		}))
	}
}

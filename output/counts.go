package output

import "breachsim/generator/event"

// Counts are the totals of a dataset or of a part of it.
type Counts struct {
	AuditEvents    int64            `json:"audit_events"`
	AccessLines    int64            `json:"access_lines"`
	AttackEvents   int64            `json:"attack_events"`
	EventsByLabel  map[string]int64 `json:"audit_events_by_label"`
	ExposedPersons int64            `json:"exposed_persons"`
	Interference   int64            `json:"interference"`
	Population     int64            `json:"population,omitempty"`
	Persons        int64            `json:"persons_written,omitempty"`
	Practitioners  int64            `json:"practitioners,omitempty"`
	Accounts       int64            `json:"accounts,omitempty"`
	Delegates      int64            `json:"delegates,omitempty"`
	Networks       int64            `json:"networks,omitempty"`
	History        int64            `json:"history,omitempty"`
	Days           int64            `json:"days,omitempty"`
}

func (c *Counts) add(o Counts) {
	c.AuditEvents += o.AuditEvents
	c.AccessLines += o.AccessLines
	c.AttackEvents += o.AttackEvents
	c.ExposedPersons += o.ExposedPersons
	c.Interference += o.Interference
	if c.EventsByLabel == nil {
		c.EventsByLabel = map[string]int64{}
	}
	for l, n := range o.EventsByLabel {
		c.EventsByLabel[l] += n
	}
}

// tallied are the counts of one slice, without allocation.
type tallied struct {
	labels                      [16]int64
	access, exposed, interfered int64
}

func (t *tallied) add(b *event.Batch) {
	for _, key := range b.AuditOrder {
		t.labels[b.AuditTruth[uint32(key)].Label]++
	}
	t.access += int64(len(b.AccessOrder))
	t.exposed += int64(len(b.Exposures))
	t.interfered += int64(len(b.Interference))
}

func (t *tallied) counts() Counts {
	c := Counts{AccessLines: t.access, ExposedPersons: t.exposed, Interference: t.interfered,
		AttackEvents: t.labels[event.Attack], EventsByLabel: map[string]int64{}}
	for l, name := range event.Labels() {
		c.AuditEvents += t.labels[l]
		c.EventsByLabel[name] = t.labels[l]
	}
	return c
}

func (t *tallied) merge(o *tallied) {
	for l, n := range o.labels {
		t.labels[l] += n
	}
	t.access += o.access
	t.exposed += o.exposed
	t.interfered += o.interfered
}

func (t *tallied) audit() (n int64) {
	for _, of := range t.labels {
		n += of
	}
	return n
}

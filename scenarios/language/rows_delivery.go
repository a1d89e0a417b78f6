package language

import (
	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/internal/quantity"
	"github.com/breachsim/breachsim/scenarios/internal/schema"
	"github.com/breachsim/breachsim/scenarios/internal/wording"
)

// deliveryRows say what goes wrong with lines on their way into the log files.
func deliveryRows() *schema.Group {
	part := func(name, window string, place func(d *scenarios.Delivery) *scenarios.Held, of, doc string) schema.Row {
		return schema.When(func(d *scenarios.Delivery) bool { return place(d).Share > 0 },
			key(name, heldRows(of, window), func(d *scenarios.Delivery) any { return place(d) }, doc).
				Like("{share: 0.02, window: "+window+"}"))
	}
	return &schema.Group{Rows: []schema.Row{
		part("late", "15m", func(d *scenarios.Delivery) *scenarios.Held { return &d.Late }, "lines",
			"Lines that are held up, evenly up to the window: a buffer that was full."),
		part("duplicate", "1m", func(d *scenarios.Delivery) *scenarios.Held { return &d.Duplicate }, "lines",
			"Lines that come a second time, up to the window after the first: an acknowledgement that was lost."),
		schema.When(func(d *scenarios.Delivery) bool { return d.Drop > 0 },
			key("drop", schema.Share(0), func(d *scenarios.Delivery) any { return &d.Drop },
				"Share of the lines that never come.").Like("0.001")),
		part("shuffle", "2s", func(d *scenarios.Delivery) *scenarios.Held { return &d.Shuffle }, "lines",
			"Lines that are held up a little, so that neighbours change places: parallel senders."),
		part("skew", "2m", func(d *scenarios.Delivery) *scenarios.Held { return &d.Skew }, "accounts",
			"Accounts whose lines are stamped by a clock that is wrong, always alike, by up to the window either way."),
	}}
}

func heldRows(of, window string) *schema.Group {
	return &schema.Group{Rows: []schema.Row{
		key("share", schema.Share(0), func(h *scenarios.Held) any { return &h.Share },
			"Share of the "+of+".").Needed("0.02"),
		key("window", window24h(), func(h *scenarios.Held) any { return &h.Window },
			"How far it goes at most; 1ms to 24h.").Or(window),
	}}
}

// window24h is a length of time that leads no farther than the next day.
func window24h() schema.Kind {
	s := schema.Scalar{Name: "duration", Want: "a duration from 1ms to 24h, such as 15m",
		Regex: quantity.DurationPattern}
	s.Parse = func(text string) (any, error) {
		d, err := quantity.ParseDuration(text)
		switch {
		case err != nil:
			return nil, err
		case d < 1000:
			return nil, &wording.Fault{What: d.String() + " is less than 1ms", Hint: "write 1ms or more"}
		case d > quantity.Day:
			return nil, &wording.Fault{What: d.String() + " is more than 24h", Hint: "write 24h or less"}
		}
		return d, nil
	}
	return &s
}

// completeDelivery forgets windows of what happens to nobody.
func completeDelivery(d *scenarios.Delivery) {
	for _, h := range []*scenarios.Held{&d.Late, &d.Duplicate, &d.Shuffle, &d.Skew} {
		if h.Share == 0 {
			*h = scenarios.Held{}
		}
	}
}

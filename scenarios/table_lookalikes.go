package scenarios

// lookAlikes is `none`, `default`, or a list.
func lookAlikes() kind {
	words := &enum{[]enumValue{{"none", noLookAlikes, ""}, {"default", usualLookAlikes, "all twenty, at their usual frequency"}}}
	return &either{words, &list{of: lookAlikeTable(), most: 200}}
}

// lookAlikeWord is what benign.look_alikes is when it is no list.
type lookAlikeWord uint8

const (
	noLookAlikes lookAlikeWord = iota + 1
	usualLookAlikes
)

func lookAlikeTable() kind {
	return &group{[]field{
		{name: "type", kind: lookAlikeTypes(), required: true, decides: true, example: "batch_rights_check", doc: "Which look-alike."},
		{name: "accounts", kind: whole(1, maxAccounts), example: "60", doc: "Accounts that show it."},
		{name: "sites", kind: whole(1, maxAccounts), example: "25", doc: "Sites that show it: shared addresses, or sites of pairs."},
		{name: "lookups", kind: span(), example: "120-400", doc: "Look-ups each time."},
		{name: "think_time", kind: distribution(), example: `"lognormal(median=6s, sigma=0.5)"`, doc: "Time between two look-ups."},
		{name: "duration", kind: duration(), example: "14d", doc: "How long it lasts, in whole days."},
		{name: "day", kind: moment(), example: "2022-03-07", doc: "The day it happens. Left out: the Monday after the school holidays, or one that is drawn."},
		{name: "schedule", kind: timetable(), example: `"06:30 mon-sat"`, doc: "When it runs."},
		{name: "per_month", kind: whole(1, 30), example: "1", doc: "Times in 30 days and account."},
		{name: "first_seen_share", kind: share(0), example: "0.97", doc: "Share of persons from outside the account's own circle."},
		{name: "not_found_share", kind: share(0), example: "0.25", doc: "Share of look-ups that find nobody."},
		{name: "accounts_per_ip", kind: span(), example: "8-60", doc: "Accounts behind one address, as far as the département has so many."},
		{name: "gain", kind: factor(one, 10*one), example: "1.4", doc: "What it makes of the usual demand."},
		{name: "new_asn", kind: boolean(), example: "true", doc: "Whether the network is new to the account."},
		{name: "resets", kind: boolean(), example: "true", doc: "Whether passwords are reset."},
		{name: "authorised", kind: boolean(), example: "true", doc: "That it is agreed with the operator; one that is not is a campaign."},
		{name: "user_agent", kind: &enum{[]enumValue{{"library", LibraryAgent, ""}, {"fixed", FixedAgent, ""}}}, example: "library", doc: "How the client names itself."},
		{name: "country", kind: &list{of: country(networkCountries()), most: 50, unique: true}, example: "[ES, GB]", doc: "Where it comes from."},
		{name: "order", kind: &enum{[]enumValue{{"sorted", Sorted, ""}, {"random", Random, ""}}}, example: "sorted", doc: "Order of the persons looked up."},
		{name: "network", kind: &enum{rentedNetworks()}, example: "datacentre", doc: "Kind of network it comes from."},
	}}
}

// rentedNetworks are the kinds of network that have addresses of their own.
func rentedNetworks() []enumValue {
	var out []enumValue
	for _, v := range networkKinds() {
		if v.value != any(OwnerHost) {
			out = append(out, v)
		}
	}
	return out
}

// lookAlikeTypes lists the twenty look-alikes, each with what it takes.
func lookAlikeTypes() kind {
	rules := lookAlikeRules()
	var words []enumValue
	for k := range NumLookAlikes {
		words = append(words, enumValue{k.String(), k, rules[k].doc})
	}
	return &enum{words}
}

// timetable is a time of day, and days of the week if not all.
func timetable() kind {
	return &leaf{name: "schedule", want: `a time and days such as "06:30 mon-sat"`, shape: "string", regex: schedulePattern,
		parse: func(s string) (any, error) { return boxed(ParseSchedule(s)) }}
}

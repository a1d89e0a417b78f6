package table

import (
	"math/bits"

	"github.com/breachsim/breachsim/output/features/internal/fixed"
	"github.com/breachsim/breachsim/output/features/internal/trail"
	"github.com/breachsim/breachsim/scenarios/measure"
)

type (
	tr       = trail.Trail
	measured = column[tr]
)

func lookUps(t *tr) int64 { return t.Kinds[trail.LookUp] }

// volumes are how much was done and what came of it.
func volumes() []measured {
	kind := func(k trail.Kind) func(*tr) int64 { return func(t *tr) int64 { return t.Kinds[k] } }
	result := func(r trail.Result) func(*tr) int64 { return func(t *tr) int64 { return t.Results[r] } }
	return []measured{
		count("lines", "Lines of the audit log.", func(t *tr) int64 { return t.Lines }),
		ratio("duration_s", "seconds", "From the first line to the last.",
			func(t *tr) int64 { return (t.Last - t.First) / measure.Millisecond }),
		count("lookups", "Look-ups, whatever came of them.", lookUps),
		count("found", "Look-ups that found somebody.", result(trail.Found)),
		count("not_found", "Look-ups of a number that nobody has.", result(trail.NotFound)),
		count("no_rights", "Look-ups of somebody without rights.", result(trail.NoRights)),
		count("bad_key", "Look-ups with a mistyped key.", result(trail.BadKey)),
		count("failed", "Look-ups that met an error of the portal.", result(trail.Failed)),
		count("refused", "Look-ups without a result: refused by a control.", result(trail.NoResult)),
		ratio("result_entropy", "bits", "Entropy of the results of look-ups (Shannon).",
			func(t *tr) int64 { return fixed.Entropy(t.Results[:]) }),
		share("not_found_share", "Not found, of the answered look-ups.",
			func(t *tr) int64 { return fixed.Share(t.Results[trail.NotFound], t.Answered()) }),
		share("bad_key_share", "Mistyped keys, of the look-ups.",
			func(t *tr) int64 { return fixed.Share(t.Results[trail.BadKey], lookUps(t)) }),
		count("persons_returned", "Persons shown, children included.", func(t *tr) int64 { return t.Returned }),
		ratio("returned_per_found", "persons", "Persons shown by a look-up that found somebody.",
			func(t *tr) int64 { return fixed.Ratio(t.Returned, t.Results[trail.Found]) }),
		count("sign_ins", "Sign-ins that worked.", kind(trail.SignIn)),
		count("sign_in_failures", "Sign-ins that failed.", kind(trail.SignInFailed)),
		count("challenge_failures", "Second factors that failed.", kind(trail.ChallengeFailed)),
		count("sign_outs", "Sign-outs.", kind(trail.SignOut)),
		count("reset_requests", "Requests for a new password.", kind(trail.ResetAsked)),
		count("resets", "New passwords.", kind(trail.Reset)),
		count("lookups_after_reset", "Look-ups after a new password of the same row.",
			func(t *tr) int64 { return t.AfterReset }),
	}
}

// persons are who was asked for.
func persons() []measured {
	return []measured{
		count("persons", "Different persons asked for and answered; in logs that omit the number, answered look-ups.",
			func(t *tr) int64 { return t.Persons }),
		share("repeat_share", "Look-ups of a person again, of the answered ones.",
			func(t *tr) int64 { return fixed.Share(t.Repeats, t.Answered()) }),
		share("retry_share", "Look-ups of the person of an unanswered look-up just before, of the unanswered ones.",
			func(t *tr) int64 { return fixed.Share(t.Retries, lookUps(t)-t.Answered()) }),
		count("first_seen", "Persons that the account has not asked for before, as far as it is remembered: the last "+
			"2,048 persons at least, the history included where there is one.", func(t *tr) int64 { return t.New }),
		share("first_seen_share", "The same, of the persons.",
			func(t *tr) int64 { return fixed.Share(t.New, t.Named) }),
		share("away_share", "Persons who live in another département than that of the account (records/accounts), of "+
			"those where both are told.", func(t *tr) int64 { return fixed.Share(t.Away, t.Placed) }),
		share("new_dept_share", "Persons who live where the account asked for nobody on an earlier day, of those "+
			"whose département is told.", func(t *tr) int64 { return fixed.Share(t.NewDepts, t.Told) }),
		count("depts", "Different départements of the persons.", func(t *tr) int64 {
			d := t.Depts()
			return int64(bits.OnesCount64(d[0]) + bits.OnesCount64(d[1]))
		}),
		share("same_dept_share", "Look-ups with the département of the one before, of those where both départements "+
			"are told: 1 where a list goes place by place.", func(t *tr) int64 { return fixed.Share(t.Alike, t.Pairs) }),
		share("rising_share", "Look-ups with a higher number than the one before, of those of another person: 0.5 for "+
			"patients as they come, 1 for a sorted list. Only where the log has numbers in clear.",
			func(t *tr) int64 { return fixed.Share(t.Up, t.Steps) }),
	}
}

// gaps are the rhythm: times between look-ups that follow each other in the row.
func gaps() []measured {
	bucket := func(i int) func(*tr) int64 {
		return func(t *tr) int64 { return fixed.Share(t.Gaps.Buckets[i], t.Gaps.N) }
	}
	return []measured{
		ratio("gap_median_s", "seconds", "Median of the gaps between look-ups, the lower of two.",
			func(t *tr) int64 { return t.Gaps.Median() }),
		ratio("gap_mean_s", "seconds", "Mean of the gaps.", func(t *tr) int64 { return t.Gaps.Mean() }),
		ratio("gap_sd_s", "seconds", "Standard deviation of the gaps.",
			func(t *tr) int64 { return t.Gaps.Deviation() }),
		ratio("gap_variation", "ratio",
			"Standard deviation over mean: 1 for chance, more for people, less for a machine.",
			func(t *tr) int64 { return fixed.Ratio(t.Gaps.Deviation(), t.Gaps.Mean()) }),
		share("gap_below_1s_share", "Gaps below a second.", bucket(0)),
		share("gap_1s_5s_share", "Gaps from 1 s to below 5 s.", bucket(1)),
		share("gap_5s_15s_share", "Gaps from 5 s to below 15 s.", bucket(2)),
		share("gap_15s_1m_share", "Gaps from 15 s to below a minute.", bucket(3)),
		share("gap_1m_5m_share", "Gaps from one minute to below five.", bucket(4)),
		share("gap_above_5m_share", "Gaps of five minutes and more.", bucket(5)),
		share("gap_even_share", "Gaps within a tenth of the gap before.",
			func(t *tr) int64 { return fixed.Share(t.Gaps.Even, t.Gaps.N) }),
		count("most_in_10_min", "Most look-ups in ten minutes of the clock.", func(t *tr) int64 { return t.MostInTen }),
	}
}

// hours are when look-ups were made.
func hours() []measured {
	between := func(from, to int) func(*tr) int64 {
		return func(t *tr) int64 {
			n := int64(0)
			for h := from; h != to; h = (h + 1) % 24 {
				n += t.Hours[h]
			}
			return fixed.Share(n, lookUps(t))
		}
	}
	return []measured{
		count("hours", "Different local hours with a look-up.", func(t *tr) (n int64) {
			for _, k := range t.Hours {
				if k > 0 {
					n++
				}
			}
			return n
		}),
		ratio("hour_entropy", "bits", "Entropy of the local hours of look-ups.",
			func(t *tr) int64 { return fixed.Entropy(t.Hours[:]) }),
		share("night_share", "Look-ups from 22:00 to 6:00 local time.", between(22, 6)),
		share("noon_share", "Look-ups from 12:00 to 14:00.", between(12, 14)),
		share("evening_share", "Look-ups from 19:00 to 22:00.", between(19, 22)),
	}
}

// flows are how the portal was gone through.
func flows() []measured {
	return []measured{
		count("pages", "Uses of other pages than the look-up.", func(t *tr) int64 { return t.Kinds[trail.Page] }),
		ratio("pages_per_lookup", "ratio", "Pages over look-ups.",
			func(t *tr) int64 { return fixed.Ratio(t.Kinds[trail.Page], lookUps(t)) }),
		share("page_before_share", "Look-ups right after a page or a sign-in.",
			func(t *tr) int64 { return fixed.Share(t.AfterPage, lookUps(t)) }),
		count("pages_before", "Pages before the first look-up.", func(t *tr) int64 { return t.PagesBefore }),
		count("longest_run", "Most look-ups without anything else between them.",
			func(t *tr) int64 { return t.LongestRun }),
		ratio("first_lookup_s", "seconds", "From the first line to the first look-up.", func(t *tr) int64 {
			if t.FirstLookUp == 0 {
				return fixed.Null
			}
			return (t.FirstLookUp - t.First) / measure.Millisecond
		}),
	}
}

// contexts are from where and with what. New is what the account has used since
// this day only, as far as its last 16 clients, 16 networks and 32 blocks of
// addresses (/24, /48) are remembered.
func contexts() []measured {
	return []measured{
		count("clients", "Different client fingerprints, at most 16.", func(t *tr) int64 { return t.Clients.Count() }),
		count("agents", "Different user agents, at most 16.", func(t *tr) int64 { return t.Agents.Count() }),
		count("addresses", "Different addresses, at most 16.", func(t *tr) int64 { return t.Addrs.Count() }),
		count("networks", "Different networks (AS), at most 16.", func(t *tr) int64 { return t.Nets.Count() }),
		count("client_switches", "Lines with another client than the line before.",
			func(t *tr) int64 { return t.Clients.Switches }),
		count("agent_switches", "Lines with another user agent than the line before.",
			func(t *tr) int64 { return t.Agents.Switches }),
		count("address_switches", "Lines from another address than the line before.",
			func(t *tr) int64 { return t.Addrs.Switches }),
		count("network_switches", "Lines from another network than the line before.",
			func(t *tr) int64 { return t.Nets.Switches }),
		count("new_clients", "Clients that the account has used since this day only (of the last 16).",
			func(t *tr) int64 { return t.NewClients }),
		count("new_networks", "Networks that it has used since this day only (of the last 16).",
			func(t *tr) int64 { return t.NewNets }),
		count("new_blocks", "Addresses in a block (/24, /48) that it has used since this day only (of the last 32).",
			func(t *tr) int64 { return t.NewBlocks }),
		share("by_new_client_share", "Look-ups with such a client.",
			func(t *tr) int64 { return fixed.Share(t.ByNewClient, lookUps(t)) }),
		share("by_new_network_share", "Look-ups from such a network.",
			func(t *tr) int64 { return fixed.Share(t.ByNewNet, lookUps(t)) }),
		share("no_browser_share", "Look-ups by a user agent that is none of a browser.",
			func(t *tr) int64 { return fixed.Share(t.Plain, lookUps(t)) }),
		whole("longest_jump_km", "km", "Longest way between the places of two addresses that follow each other.",
			func(t *tr) int64 { return t.MostKM }),
		count("fast_jumps", "Ways of 500 km or more at 800 km/h or more.", func(t *tr) int64 { return t.Fast }),
	}
}

// ofTrails are the columns that both tables have.
func ofTrails() (all []measured) {
	for _, list := range [][]measured{volumes(), persons(), gaps(), hours(), flows(), contexts()} {
		all = append(all, list...)
	}
	return all
}

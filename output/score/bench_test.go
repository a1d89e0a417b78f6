package score

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"
)

// busy is a dataset of many lines in the exact form of the native log: accounts
// work for days, a few of them are used by a campaign.
func busy(tb testing.TB, accounts, perDay int) (dir string, events int) {
	w := newWorld(accounts, "2022-03-01", "2022-03-05")
	dir = w.write(tb)
	r := rand.New(rand.NewPCG(1, 2))
	var used, exposed strings.Builder
	for i := range accounts / 50 {
		fmt.Fprintf(&used, `{"account":"PS%07d","campaign":"c1","first_event_at":"2022-03-02T00:00:00.000000Z","last_event_at":"2022-03-04T00:00:00.000000Z"}`+"\n", i+1)
	}
	for _, d := range w.days() {
		var log, truth strings.Builder
		for i := range accounts * perDay {
			events++
			t := at(d + " 00:00").Add(24 * time.Hour / time.Duration(accounts*perDay) * time.Duration(i))
			account := 1 + r.IntN(accounts)
			fmt.Fprintf(&log, nativeLine, events, rfc(t), account, events%1000, r.IntN(256), events)
			if account <= accounts/50 && (d == "2022-03-02" || d == "2022-03-03") {
				fmt.Fprintf(&truth, `{"event_id":"%016x","label":"attack","benign_type":null,"campaign":"c1","phase":"scrape","actor":"c1/bot-1","purpose":"list_scraping","caused_by":null}`+"\n", events)
				fmt.Fprintf(&exposed, `{"nir_ref":"%016x","holder_ref":"%016x","first_exposed_at":%q,"event_id":"%016x","account":"PS%07d","campaign":"c1"}`+"\n", events, events, rfc(t), events, account)
			}
		}
		put(tb, dir+"/logs/audit/"+d+".jsonl", log.String())
		put(tb, dir+"/truth/events/"+d+".jsonl", truth.String())
	}
	put(tb, dir+"/truth/accounts.jsonl", used.String())
	put(tb, dir+"/truth/exposed_persons.jsonl", exposed.String())
	return dir, events
}

const nativeLine = `{"event_id":"%016x","ts":%q,"action":"lookup","outcome":"success","reason":null,"account":"PS%07d","profession":"21","org":"999034051","auth_method":"password","session_id":"%016x","request_id":"0afcebbb32a74f98","src_ip":"247.0.202.%d","src_port":49076,"asn":65540,"as_org":"Rechenwald GmbH","country":"DE","city":"Bad Ehrenfurten","lat":51.2633,"lon":10.1594,"user_agent":"python-requests/2.26.0","client_fp":"06cf6cc8a93c7f63","service":"infopatient","method":"POST","path":"/infopatient/recherche","status":200,"req_bytes":217,"resp_bytes":3963,"latency_us":586721,"nir_ref":"%016x","patient_dept":null,"result":"found","persons_returned":1}` + "\n"

func put(tb testing.TB, name, text string) {
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		tb.Fatal(err)
	}
}

// BenchmarkRead is the one pass over a dataset with alerts on accounts and
// addresses: everything but the bootstrap.
func BenchmarkRead(b *testing.B) {
	const accounts = 500
	dir, events := busy(b, accounts, 40)
	var alerts strings.Builder
	for i := range accounts {
		alerts.WriteString(alertOf(at("2022-03-04 12:00"), fmt.Sprintf("PS%07d", i+1), float64(i)))
	}
	for i := range 100 {
		alerts.WriteString(alertOn(at("2022-03-04 12:00"), "ip", fmt.Sprintf("247.0.202.%d", i), 1))
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := readInput(b.Context(), Input{Dir: dir, Name: "a", Alerts: strings.NewReader(alerts.String())}, nil); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(events)*float64(b.N)/b.Elapsed().Seconds(), "events/s")
}

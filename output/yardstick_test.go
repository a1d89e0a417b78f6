package output_test

import (
	"encoding/csv"
	"encoding/json"
	"io"
	"math/bits"
	"strconv"
	"time"

	"github.com/brianvoe/gofakeit/v7"
)

// The yardsticks: the least that a program can do for a line, and what a team without
// this project would do. They keep no order of time, no session, no household and no truth.
// They use nothing of ours, so that what we make quicker leaves them as they are.

// pieceBytes is how much is appended before it is handed over.
const pieceBytes = 1 << 16

// mix is the finalizer of SplitMix64 (Steele, Lea, Flood 2014).
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// below maps a draw to 0 to n-1.
func below(x uint64, n int) int {
	hi, _ := bits.Mul64(x, uint64(n))
	return int(hi)
}

// bare formats lines from texts that are made once.
type bare struct {
	accounts       []bareAccount
	people, places []string
	second         int64 // that text is of
	text           []byte
}

// bareAccount is what the lines of an account have in common.
type bareAccount struct{ user, network, agent string }

// newBare makes the texts of so many accounts.
func newBare(accounts int) *bare {
	b := &bare{second: -1}
	for i := range accounts {
		id := strconv.Itoa(1_000_000 + i)
		b.accounts = append(b.accounts, bareAccount{
			`Z","action":"lookup","outcome":"success","reason":null,"account":"PS` + id + `","profession":"21","org":"99` + id +
				`","auth_method":"password","session_id":"`,
			`,"asn":64496,"as_org":"Fibrelis Reseaux","country":"FR","city":"Saint-Baldoumare ` + id +
				`","lat":47.6466,"lon":6.9174,"user_agent":"`,
			"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/" + id + ".82 Safari/537.36",
		})
	}
	for i := range 1000 {
		b.people = append(b.people, "DUVALBEPIED"+strconv.Itoa(i)+",,DIDIER JEAN,")
		b.places = append(b.places, ",Argueroche-sur-Tavelle "+strconv.Itoa(i)+",01,Chauvrésson-le-Vieux,01,01C011,")
	}
	return b
}

// at appends a time, down to the second, as layout says.
func (b *bare) at(dst []byte, ts int64, layout string) []byte {
	if second := ts / 1_000_000; second != b.second {
		b.second, b.text = second, time.Unix(second, 0).UTC().AppendFormat(b.text[:0], layout)
	}
	return append(dst, b.text...)
}

func appendHex(dst []byte, x uint64) []byte {
	const digits = "0123456789abcdef"
	for shift := 60; shift >= 0; shift -= 4 {
		dst = append(dst, digits[x>>shift&15])
	}
	return dst
}

func appendPadded(dst []byte, x uint64, width int) []byte {
	for n := uint64(1); width > 1; width-- {
		if n *= 10; x < n {
			dst = append(dst, '0')
		}
	}
	return strconv.AppendUint(dst, x, 10)
}

func pick(list []string, x uint64) string { return list[below(x, len(list))] }

// audit appends the i-th line of the audit log: a look-up that finds one person.
func (b *bare) audit(dst []byte, i uint64, ts int64) []byte {
	k := mix(i)
	a, c, d, e, f := mix(k), mix(k+1), mix(k+2), mix(k+3), mix(k+4)
	who := &b.accounts[below(k, len(b.accounts))]
	dst = appendHex(append(dst, `{"event_id":"`...), a)
	dst = b.at(append(dst, `","ts":"`...), ts, "2006-01-02T15:04:05.")
	dst = appendPadded(dst, uint64(ts%1_000_000), 6)
	dst = appendHex(append(dst, who.user...), c)
	dst = appendHex(append(dst, `","request_id":"`...), d)
	dst = appendAddr(append(dst, `","src_ip":"240.`...), e)
	dst = strconv.AppendUint(append(dst, `","src_port":`...), 49152+uint64(below(e, 16384)), 10)
	dst = append(append(dst, who.network...), who.agent...)
	dst = appendHex(append(dst, `","client_fp":"`...), e)
	dst = append(dst, `","service":"infopatient","method":"POST","path":"/infopatient/recherche","status":200,"req_bytes":`...)
	dst = strconv.AppendUint(dst, 200+uint64(below(d, 40)), 10)
	dst = strconv.AppendUint(append(dst, `,"resp_bytes":`...), 5800+uint64(below(f, 400)), 10)
	dst = strconv.AppendUint(append(dst, `,"latency_us":`...), 20_000+f>>44, 10)
	dst = appendHex(append(dst, `,"nir_ref":"`...), f)
	return append(dst, `","patient_dept":"88","result":"found","persons_returned":1}`+"\n"...)
}

func appendAddr(dst []byte, x uint64) []byte {
	dst = strconv.AppendUint(dst, x>>16&255, 10)
	dst = strconv.AppendUint(append(dst, '.'), x>>8&255, 10)
	return strconv.AppendUint(append(dst, '.'), x&255, 10)
}

// access appends the i-th line of the access log in combined form.
func (b *bare) access(dst []byte, i uint64, ts int64) []byte {
	k := mix(i)
	a, c := mix(k), mix(k+1)
	dst = appendAddr(append(dst, "240."...), a)
	dst = b.at(append(dst, " - - ["...), ts, "02/Jan/2006:15:04:05")
	dst = append(dst, ` +0000] "GET /infopatient/recherche HTTP/2.0" 200 `...)
	dst = strconv.AppendUint(dst, 5800+uint64(below(c, 400)), 10)
	dst = append(dst, ` "https://portal.example/infopatient" "`...)
	dst = append(dst, b.accounts[below(k, len(b.accounts))].agent...)
	return append(dst, "\"\n"...)
}

// person appends the i-th line of the table of insured persons.
func (b *bare) person(dst []byte, i uint64) []byte {
	k := mix(i)
	a, c, d := mix(k), mix(k+1), mix(k+2)
	number := a >> 40
	dst = appendNumber(dst, number)
	dst = append(dst, ',')
	dst = appendPadded(dst, 1+uint64(below(c, 97)), 2)
	dst = append(dst, ',')
	dst = appendHex(dst, d)
	dst = append(dst, ',')
	dst = append(dst, pick(b.people, c)...)
	dst = append(dst, "MF"[c&1], ',')
	dst = strconv.AppendUint(dst, 1930+uint64(below(a, 80)), 10)
	dst = append(dst, '-')
	dst = appendPadded(dst, 1+uint64(below(c, 12)), 2)
	dst = append(dst, '-')
	dst = appendPadded(dst, 1+uint64(below(d, 28)), 2)
	dst = append(dst, pick(b.places, d)...)
	dst = appendNumber(dst, number)
	dst = append(dst, ",,1,99753416"...)
	dst = strconv.AppendUint(dst, 100+uint64(below(c, 900)), 10)
	dst = append(dst, ",,false,true,true,"...)
	dst = strconv.AppendUint(dst, 2000+uint64(below(d, 20)), 10)
	return append(dst, "-06-30,,true\n"...)
}

// appendNumber appends a number of thirteen digits.
func appendNumber(dst []byte, x uint64) []byte {
	dst = append(dst, "159039"...)
	return strconv.AppendUint(dst, 1_000_000+x%9_000_000, 10)
}

// fakeEvent is what somebody would write who wants a log of look-ups from a faker.
type fakeEvent struct {
	EventID   string    `json:"event_id"`
	TS        time.Time `json:"ts"`
	Action    string    `json:"action"`
	Account   string    `json:"account"`
	SessionID string    `json:"session_id"`
	SrcIP     string    `json:"src_ip"`
	SrcPort   int       `json:"src_port"`
	City      string    `json:"city"`
	Lat       float64   `json:"lat"`
	Lon       float64   `json:"lon"`
	UserAgent string    `json:"user_agent"`
	Method    string    `json:"method"`
	Status    int       `json:"status"`
	Bytes     int       `json:"resp_bytes"`
	Result    string    `json:"result"`
}

// fakeAudit writes n events made by gofakeit as JSON Lines.
func fakeAudit(w io.Writer, n int) error {
	f, e := gofakeit.New(1), json.NewEncoder(w)
	for range n {
		err := e.Encode(fakeEvent{
			EventID: f.UUID(), TS: f.Date(), Action: f.RandomString([]string{"login", "lookup", "logout"}),
			Account: f.Numerify("PS#######"), SessionID: f.UUID(), SrcIP: f.IPv4Address(), SrcPort: f.Number(1024, 65535),
			City: f.City(), Lat: f.Latitude(), Lon: f.Longitude(), UserAgent: f.UserAgent(), Method: f.HTTPMethod(),
			Status: f.HTTPStatusCodeSimple(), Bytes: f.Number(200, 20_000), Result: f.RandomString([]string{"found", "not_found"}),
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// fakePersons writes n persons made by gofakeit as CSV.
func fakePersons(w io.Writer, n int) error {
	f, c := gofakeit.New(1), csv.NewWriter(w)
	for range n {
		err := c.Write([]string{
			f.Numerify("1############"), f.Numerify("##"), f.HexUint(64), f.LastName(), f.LastName(), f.FirstName(),
			f.RandomString([]string{"M", "F"}), f.Date().Format(time.DateOnly), f.City(), f.Numerify("##"), f.City(),
			f.Numerify("##C###"), f.Numerify("1############"), f.Numerify("99#########"),
			strconv.FormatBool(f.Bool()), strconv.FormatBool(f.Bool()), f.Date().Format(time.DateOnly),
		})
		if err != nil {
			return err
		}
	}
	c.Flush()
	return c.Error()
}

package flows_test

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"echowall/flows"
	"echowall/flows/clock"
	"echowall/flows/life"
	"echowall/flows/procedure"
	"echowall/flows/say"
	"echowall/flows/talk"
	"echowall/storage"
	"echowall/storage/boltdb"
	"echowall/storage/testenv"
)

// The simulation begins and ends at the turn of the year in China, and the first community sets up an hour later.
var (
	yearsBegin = time.Date(2026, 1, 1, 0, 0, 0, 0, time.FixedZone("CST", 8*3600))
	yearsEnd   = yearsBegin.AddDate(2, 0, 0)
)

// land is a community of the simulation: where it lies, by what it works, and what its secretary sets.
type land struct {
	id       storage.ID
	chat     int64
	zone     *time.Location
	method   string
	settings []string
	people   map[string]talk.User
}

// landPeople are who lives in a land, with their roles; the last never open the private chat.
func landPeople() [][2]string {
	return [][2]string{
		{"secretary", ""}, {"convener", "convener"}, {"anna", "member"}, {"bruno", "member"}, {"supervisor", "supervisor"},
		{"authority", "authority"}, {"handler", "handler:power"}, {"resident", ""}, {"neighbour", ""}, {"distant", "member"},
	}
}

// years are two years in three communities, with the engine's own clock running through them.
type years struct {
	t       *testing.T
	methods *procedure.Registry
	store   *boltdb.Store
	engine  *flows.Engine
	lands   []*land
	rand    *rand.Rand
	inputs  int
	held    int // how many deadlines were looked at

	mu   sync.Mutex
	sent []sentMessage
}

// sentMessage is a message as it would be delivered: at once, or when the quiet hours that hold it end.
type sentMessage struct {
	land *land
	at   time.Time
	n    say.Notice
}

func newYears(t *testing.T, dir string) *years {
	methods, err := procedure.Default()
	if err != nil {
		t.Fatal(err)
	}
	store, err := boltdb.Open(filepath.Join(dir, "years.db"), boltdb.Options{NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	y := &years{t: t, methods: methods, store: store, rand: rand.New(rand.NewPCG(testenv.Seed(t), 2027))}
	codes := 0
	y.engine = flows.Distrust(flows.New(flows.Config{
		Store: store, Methods: methods, Words: words(), Languages: languages(), Clock: clock.Wall{},
		Log: slog.New(slog.DiscardHandler),
		Code: func() string {
			y.mu.Lock()
			defer y.mu.Unlock()
			codes++
			return fmt.Sprintf("Y%06dCode", codes)
		},
		Poke: func(id storage.ID, _ uint64) { y.deliver(id) },
	}), func(key string) { t.Errorf("somebody changed the record %s, which all share", key) })
	for i, l := range []land{
		{id: "shanghai", zone: zoneOf(t, "Asia/Shanghai"), method: "six-step", settings: []string{
			"intake 0 9 * * 2", "session 30 14 20 * *", "call 0 9 1 * *", "minimum 0 9 1 9,11 *",
		}},
		{id: "madrid", zone: zoneOf(t, "Europe/Madrid"), method: "three-four-five", settings: []string{
			"digest 30 2 * * *", "collect 0 10 15 2-12/2 *", "session 0 18 15 1-11/2 *",
		}},
		{id: "saopaulo", zone: zoneOf(t, "America/Sao_Paulo"), method: "monthly"},
	} {
		l.chat = -int64(i + 1)
		y.lands = append(y.lands, &l)
	}
	return y
}

func zoneOf(t *testing.T, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

// say lets somebody give a command, in private where they can be reached there; refusals are a part of life.
func (y *years) say(l *land, who, line string) flows.Reply {
	y.t.Helper()
	y.inputs++
	u := l.people[who]
	in := flows.Input{
		ID: fmt.Sprint("u", y.inputs), At: time.Now(), Code: y.engine.Code(), User: u, Message: y.inputs, Line: line,
		Chat: talk.Chat{ID: u.ID, Private: true},
	}
	if who == "distant" || strings.HasPrefix(line, "setup") {
		in.Chat, in.Admin = talk.Chat{ID: l.chat, Title: string(l.id)}, true
	}
	reply, err := y.engine.Do(context.Background(), l.id, in)
	if err != nil {
		y.t.Fatalf("%s: %s: %v", l.id, line, err)
	}
	return reply
}

// must gives a command that may not be refused.
func (y *years) must(l *land, who, line string) {
	y.t.Helper()
	if y.say(l, who, line).Refused {
		y.t.Fatalf("%s: %s was refused", l.id, line)
	}
}

func (y *years) found(l *land, first int64) {
	y.t.Helper()
	l.people = map[string]talk.User{}
	for i, p := range landPeople() {
		l.people[p[0]] = talk.User{ID: first + int64(i), Name: p[0], Username: p[0] + string(l.id), Language: "en"}
	}
	y.must(l, "secretary", "setup "+l.method+" en "+l.zone.String())
	door := ""
	y.read(l, func(s *life.State) { door = s.Head().Door })
	for _, p := range landPeople() {
		if p[0] == "distant" {
			y.must(l, p[0], "raise named A lamp is dark in "+string(l.id))
		} else {
			y.must(l, p[0], "start "+door)
		}
	}
	for _, p := range landPeople() {
		if p[1] != "" {
			y.must(l, "secretary", "appoint "+p[1]+" @"+l.people[p[0]].Username)
		}
	}
	for _, x := range l.settings {
		y.must(l, "secretary", "settings schedule "+x)
	}
	y.must(l, "secretary", "settings place The hall")
}

// read looks at a land as last committed.
func (y *years) read(l *land, fn func(s *life.State)) {
	y.t.Helper()
	err := flows.Read(context.Background(), y.store, y.methods, l.id, func(s *life.State) error { fn(s); return nil })
	if err != nil {
		y.t.Fatal(err)
	}
}

// deliver takes what was committed out of the outbox, and keeps it with the time.
func (y *years) deliver(id storage.ID) {
	now := time.Now()
	var out []sentMessage
	err := y.store.Update(context.Background(), id, func(tx storage.Tx) error {
		out = nil
		messages, err := tx.Outbox(0, 10_000)
		if err != nil {
			return err
		}
		for _, l := range messages {
			n, err := flows.OpenMessage(l)
			if err != nil {
				return err
			}
			if _, err := tx.Sent(l.Seq, l.Revision); err != nil {
				return err
			}
			at := now
			if n.After.After(now) {
				at = n.After
			}
			out = append(out, sentMessage{at: at, n: n})
		}
		return nil
	})
	y.mu.Lock()
	defer y.mu.Unlock()
	if err != nil {
		y.t.Errorf("deliver: %v", err)
	}
	for _, x := range out {
		for _, l := range y.lands {
			if l.id == id {
				x.land = l
			}
		}
		y.sent = append(y.sent, x)
	}
}

// TestTwoYears lets three communities live for two years, on three continents, with hundreds of cases, and holds the
// calendar to all it promises: see the checks in years_check_test.go.
func TestTwoYears(t *testing.T) {
	testenv.Long(t)
	if testenv.Raced {
		t.Skip("it is one community's work after another's; make test-long runs it without the race detector")
	}
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(yearsBegin))
		y := newYears(t, dir)
		ctx, cancel := context.WithCancel(context.Background())
		ended := make(chan error, 1)
		go func() { ended <- y.engine.Run(ctx, storage.Sole{}) }()
		y.live()
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		y.engine.Close()
		y.check()
		if err := y.store.Close(); err != nil {
			t.Error(err)
		}
	})
}

package people_test

import (
	"errors"
	"testing"
	"time"

	"echowall/bot/sim/people"
	"echowall/flows/clock"
)

func TestSpeaker(t *testing.T) {
	for _, c := range []struct {
		line, name    string
		inPrivate, ok bool
	}{
		{"alice: hello", "alice", false, true},
		{"alice> /queue", "alice", false, true},
		{"alice>> /mine", "alice", true, true},
		{"alice in private: /mine", "alice", true, true},
		{"王秀英>> /mine", "王秀英", true, true},
		{`alice in private presses "Yes" on "lamps"`, "alice", true, true},
		{"王秀英 presses “附议”", "王秀英", false, true},
		{"alice sends an album of 3: look", "alice", false, true},
		{"wait 3d", "", false, false},
		{"hello there", "", false, false},
		{"", "", false, false},
	} {
		name, inPrivate, ok := people.Speaker(c.line)
		if name != c.name || inPrivate != c.inPrivate || ok != c.ok {
			t.Errorf("%q: %q %v %v, want %q %v %v", c.line, name, inPrivate, ok, c.name, c.inPrivate, c.ok)
		}
	}
}

func TestCastTellsErrorsApart(t *testing.T) {
	s := people.NewWorld(people.User{ID: 42, IsBot: true, Username: "echo_wall_bot"}, clock.Wall{}, false)
	alice := s.AddUser(people.User{First: "Alice"})
	var waited time.Duration
	c := &people.Cast{
		World: s, Group: s.AddGroup("Village", alice), Owner: alice, People: map[string]*people.User{"alice": alice},
		Zone: time.UTC, Wait: func(d time.Duration) { waited += d },
	}
	for line, want := range map[string]error{
		"alice: hello":                   nil,
		`alice replies to “hello”: hi`:   nil,
		"wait 3d":                        nil,
		"wait 90m":                       nil,
		"hello there":                    people.ErrForm,
		"":                               people.ErrForm,
		"bob: hello":                     people.ErrNobody,
		`alice replies to "nothing": hi`: people.ErrNothing,
		`alice presses "Yes"`:            people.ErrNothing,
		"wait for ever":                  people.ErrTime,
		"wait 367d":                      people.ErrTime,
		"wait 99999999999d":              people.ErrTime,
		"wait until 9999-01-01 00:00":    people.ErrTime,
		"wait until tomorrow":            people.ErrTime,
	} {
		if line == `alice replies to “hello”: hi` {
			alice.Say(c.Group, "hello")
		}
		if err := c.Do(line); !errors.Is(err, want) {
			t.Errorf("%q: %v, want %v", line, err, want)
		}
	}
	if want := 3*24*time.Hour + 90*time.Minute; waited != want {
		t.Errorf("waited %s, want %s", waited, want)
	}
}

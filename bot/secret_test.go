package bot_test

import (
	"context"
	"os"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"

	"echowall/bot/sim/people"
	"echowall/flows/trace"
	"echowall/storage"
	"echowall/storage/storagetest"
)

// TestSecretBallotLeavesNoTraceInTheBot plays a conversation with a secret ballot and searches the file, the log, every
// record and every message to somebody else for what links a voter to a receipt. What the search finds is seen in
// flows, TestWhateverLinksAVoterIsFound.
func TestSecretBallotLeavesNoTraceInTheBot(t *testing.T) {
	script, err := os.ReadFile("testdata/conversations/ten-step.txt")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		v, _ := perform(t, dir, script)
		b := v.secretBallot("li", "wu", "xiuying", "convener", "zhao")
		raw, err := os.ReadFile(v.path)
		v.must(err)
		told := append(b.Betrayals("the file", raw), b.Betrayals("the log", []byte(v.log.String()))...)
		if len(trace.Find(raw, b.Votes[0].Receipt)) == 0 {
			t.Error("the receipts are not even where they are published")
		}
		for name, raw := range v.things() {
			told = append(told, b.BetrayalsIn(name, raw)...)
		}
		for _, e := range v.server.Log() {
			if e.Chat == nil || e.Message.Text == "" || !e.Message.FromBot() {
				continue
			}
			for _, vote := range b.Votes {
				if vote.Marks[0] != strconv.FormatInt(e.Chat.ID, 10) {
					continue
				}
				e.Message.Text = strings.ReplaceAll(e.Message.Text, vote.Receipt, "") // one's own
			}
			told = append(told, b.BetrayalsIn("a message", []byte(strings.Join(people.Look(e.Message), "\n")))...)
		}
		for _, x := range told {
			t.Error(x)
		}
		v.close()
	})
}

// secretBallot is the ballot of a village, as its voters together know it.
func (v *village) secretBallot(voters ...string) *trace.Ballot {
	b := &trace.Ballot{Closed: true}
	for _, who := range voters {
		u := v.cast.People[who]
		receipt := v.receipt(who)
		if receipt == "" {
			v.t.Errorf("%s has no receipt", who)
		}
		b.Votes = append(b.Votes, trace.Vote{Marks: []string{strconv.FormatInt(u.ID, 10), u.Username}, Receipt: receipt,
			Counted: true})
	}
	return b
}

// things are all that is kept of the village.
func (v *village) things() map[string][]byte {
	v.t.Helper()
	all, err := storagetest.Everything(context.Background(), v.store, v.home())
	v.must(err)
	return all
}

// TestAVoteIsNoDeadLetter lets the program stumble over a vote in a secret ballot: it is kept nowhere, as an update
// that is set aside would be, and the voter is asked to vote again. What cannot be a vote is set aside as ever.
func TestAVoteIsNoDeadLetter(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		v := found(t, dir, []string{"en", "method=ten-step"})
		v.wild = true
		v.do("xiuying: /raise The fields lie fallow.", "convener in private: /screen 1 accept small",
			"secretary in private: /involve 1 @xiuying",
			"convener in private: /schedule 1 2026-06-04 19:00 Village office", "wait until 2026-06-04 19:00",
			"secretary in private: /choose 1 one A What becomes of them?\n- Herbs\n- Trees")
		home := v.home()
		for key := range v.things() {
			if vote, ok := strings.CutPrefix(key, "record "); ok && strings.HasPrefix(vote, "vote:1.1:") {
				v.swap(home, storage.Key(vote), "no vote")
			}
		}
		v.do("li in private: /vote 1 2", "wu in private replies to \"Please vote\": 2", `zhao in private presses "2. Trees"`)
		v.deadLetters(0)
		v.do("li in private: /raise " + strings.Repeat("The well is dry. ", 5))
		v.log.forgive("secret vote")
		if n := strings.Count(v.log.String(), "update dropped, for it may be a secret vote"); n != 3 {
			t.Errorf("%d votes were dropped, of 3; log:\n%s", n, v.log)
		}
		for _, who := range []string{"li", "wu", "zhao"} {
			all := v.server.Messages(v.cast.People[who].Private())
			if said := all[len(all)-1].Text; who != "li" && !strings.Contains(said, "vote again") {
				t.Errorf("%s was told %q", who, said)
			}
		}
	})
}

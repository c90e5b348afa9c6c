package bot_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"echowall/bot/sim/people"
	"echowall/flows"
	"echowall/flows/journal"
	"echowall/flows/life"
	"echowall/flows/talk"
	"echowall/storage"
	"echowall/storage/testenv"
)

// commuters are people who belong to several communities, and what they do.
type commuters struct {
	*village
	*rand.Rand
	// ids are the communities, names what they are called, groups their chats and doors the codes of their links.
	ids    []storage.ID
	names  map[storage.ID]string
	groups map[storage.ID]*people.Chat
	people []*people.User
	// begun is the last message of each private chat before the walk.
	begun map[*people.User]int
	// went is where what somebody wrote belonged, so that an edit of it belongs there: of what was asked about, wherever
	// they said, which may be one after another.
	went map[*people.User]map[int][]storage.ID
	done []string
}

// TestNothingHappensInAnotherCommunity lets people who belong to two to five communities press, reply, edit, type and
// pick at random, in private. No event may come of it in a community other than that of the message they answered, or
// the one they expressly picked.
func TestNothingHappensInAnotherCommunity(t *testing.T) {
	testenv.Unraced(t)
	seed, runs, steps := testenv.Seed(t), 4, 120
	if testenv.IsLong() {
		runs, steps = 24, 300
	}
	for run := range runs {
		t.Run(strconv.Itoa(run), func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			synctest.Test(t, func(t *testing.T) {
				w := commute(t, dir, 2+run%4, rand.New(rand.NewPCG(seed, uint64(run))))
				happened := 0
				for range steps {
					happened += w.step()
				}
				w.close()
				if happened < steps/20 {
					t.Errorf("only %d of %d gestures came to anything: this proves little", happened, steps)
				}
			})
		})
	}
}

// commute makes communities that share four people, one of each office.
func commute(t *testing.T, dir string, n int, chance *rand.Rand) *commuters {
	v := emptyVillage(t, dir, methodsFor(t, []string{"method=short-vote"}))
	v.hook, v.wild = webhook(), true
	time.Sleep(time.Until(time.Date(2026, 6, 1, 8, 30, 0, 0, villageZone())))
	w := &commuters{
		village: v, Rand: chance, names: map[storage.ID]string{}, groups: map[storage.ID]*people.Chat{},
		begun: map[*people.User]int{}, went: map[*people.User]map[int][]storage.ID{},
	}
	v.cast = &people.Cast{World: v.server.World, People: map[string]*people.User{}, Zone: villageZone(), Wait: time.Sleep}
	for i, role := range []string{"secretary", "convener", "member", "handler:" + unit} {
		u := v.server.AddUser(people.User{First: "P" + strconv.Itoa(i), Username: "p" + strconv.Itoa(i), Lang: "en"})
		v.cast.People[role] = u
		w.people = append(w.people, u)
	}
	v.start()
	v.settle()
	for i := range n {
		w.found(i)
	}
	for _, u := range w.people {
		m, _ := v.server.Last(u.Private())
		w.begun[u], w.went[u] = m.ID, map[int][]storage.ID{}
	}
	return w
}

// found makes one of the communities, in which everybody belongs to the council and the first keeps the office.
func (w *commuters) found(i int) {
	name, owner := "Village"+strconv.Itoa(i), w.people[0]
	group := w.server.AddGroup(name, owner)
	w.server.Join(group, w.people[1:]...)
	w.server.AddBot(group, owner)
	w.server.PromoteBot(group, owner, people.Rights{Pin: true})
	w.settle()
	owner.Say(group, "/setup short-vote en Asia/Shanghai")
	w.settle()
	ids, err := w.store.Communities(context.Background(), "", 10)
	w.must(err)
	for _, id := range ids {
		if w.names[id] == "" {
			w.ids, w.names[id], w.groups[id] = append(w.ids, id), name, group
		}
	}
	for _, u := range w.people {
		u.Start(w.doorIn(group))
		w.settle()
	}
	for _, role := range []string{"convener", "member", "handler:" + unit} {
		owner.Say(group, "/appoint "+role+" @"+w.cast.People[role].Username)
		w.settle()
	}
	for _, text := range []string{"The well of " + name + " is dry.", "The road of " + name + " is broken."} {
		w.people[3].Say(group, "/raise "+text)
	}
	owner.Say(group, "/screen 1 accept small")
	w.settle()
}

// step makes one gesture and holds what comes of it to where it belongs. It tells how many events there were.
func (w *commuters) step() int {
	u := w.people[w.IntN(len(w.people))]
	before := w.heads()
	w.settle()
	what, own, allowed := w.gesture(u)
	w.done = append(w.done, fmt.Sprintf("%s %s, allowed: %s", u.First, what, w.called(allowed)))
	if len(allowed) == 1 {
		for _, message := range own {
			w.went[u][message] = append(w.went[u][message], allowed[0])
		}
	}
	w.settle()
	events := 0
	for _, id := range w.ids {
		n := w.acts(id, before[id])
		if n == 0 {
			continue
		}
		events++
		if !slices.Contains(allowed, id) {
			w.t.Fatalf("it happened in %s:\n%s", w.names[id], strings.Join(w.done[max(0, len(w.done)-8):], "\n"))
		}
	}
	return events
}

// gesture lets somebody do something. It tells the messages they wrote, and where something may come of it.
func (w *commuters) gesture(u *people.User) (what string, own []int, allowed []storage.ID) {
	from := w.answerable(u)
	n := w.IntN(24)
	if len(from) == 0 {
		n = 23 // then there is nothing to answer yet
		from = append(from, people.Message{})
	}
	m := from[w.IntN(len(from))]
	if w.IntN(3) == 0 {
		m = from[len(from)-1] // which may be a question
	}
	switch {
	case n < 11:
		return w.press(u, from)
	case n < 14:
		line := w.pick("yes", "support", "The lamp is dark as well.", "2026-06-20 19:00", "/support 1", "no", "1",
			"/raise It is cold.")
		allowed = w.homes(m)
		return "replies " + line + " to " + short(m), []int{u.Say(u.Private(), line, people.ReplyTo(m.ID))}, allowed
	case n < 15:
		return w.edit(u)
	case n < 16:
		allowed = w.homes(m)
		own = u.Album(u.Private(), 3, "/raise Three pictures", people.ReplyTo(m.ID))
		return "sends an album in answer to " + short(m), own, allowed
	case n < 17:
		to := w.pick("/raise It drips in here", "The stair is slippery")
		allowed = w.fresh(u, to)
		return "sends an album " + to, u.Album(u.Private(), 2, to), allowed
	case n < 18:
		id := w.ids[w.IntN(len(w.ids))]
		u.Start(w.doorIn(w.groups[id]))
		return "opens the door of " + w.names[id], nil, []storage.ID{id}
	}
	line := w.pick(
		"/support 1", "/support 2", "/case 1", "/withdraw 2", "/screen 2 accept small", "/resolve 1 It is mended.",
		"/vote 1 yes", "/mine", "/queue", "/cancel", "/start", "/raise The bridge is narrow.", "/raise", "The tap drips.",
		"yes", "my name", "/screen", "/task 1 p3 2026-07-01 Mend it", "/statement 1 I have seen it.", "anonymous", "-",
	)
	allowed = w.fresh(u, line)
	return "types " + line, []int{u.Say(u.Private(), line)}, allowed
}

func (w *commuters) pick(lines ...string) string { return lines[w.IntN(len(lines))] }

// press presses one of the buttons of a message: there something may come of it, or where a button says that asks which
// community is meant.
func (w *commuters) press(u *people.User, from []people.Message) (string, []int, []storage.ID) {
	from = slices.DeleteFunc(from, func(m people.Message) bool { return len(buttonsOf(m)) == 0 })
	if len(from) == 0 {
		return "finds no button", nil, nil
	}
	m := from[len(from)-1-w.IntN(len(from))]
	if w.IntN(2) == 0 {
		m = from[len(from)-1]
	}
	buttons := buttonsOf(m)
	b := buttons[w.IntN(min(len(buttons), 4))]
	allowed := w.homes(m)
	var own []int
	if len(allowed) == 0 {
		own = []int{m.ReplyTo} // what was said is done only now
		allowed = slices.DeleteFunc(slices.Clone(w.ids), func(id storage.ID) bool { return w.names[id] != b.Text })
	}
	q := u.Press(u.Private(), m.ID, b.Data)
	w.must(q.Err())
	return "presses " + b.Text + " below " + short(m), own, allowed
}

// buttonsOf are the buttons below a message that send something.
func buttonsOf(m people.Message) (all []people.Button) {
	for _, row := range m.Buttons {
		for _, b := range row {
			if b.Data != "" {
				all = append(all, b)
			}
		}
	}
	return all
}

// edit changes something that was written before.
func (w *commuters) edit(u *people.User) (string, []int, []storage.ID) {
	var mine []people.Message
	for _, m := range w.server.Messages(u.Private()) {
		if !m.FromBot() && m.ID > w.begun[u] {
			mine = append(mine, m)
		}
	}
	if len(mine) == 0 {
		return "has nothing to edit", nil, nil
	}
	m := mine[w.IntN(len(mine))]
	again := w.pick("/raise It is another one", "It was worse than this")
	u.Edit(u.Private(), m.ID, again+" "+strconv.Itoa(w.IntN(1000)))
	if ids := w.went[u][m.ID]; len(ids) > 0 {
		return "edits " + short(m), nil, ids
	}
	return "edits in vain " + short(m), nil, nil
}

// answerable are the messages of the bot that somebody may answer: what was said while they belonged to one community
// alone does not say whose it is.
func (w *commuters) answerable(u *people.User) []people.Message {
	all := w.server.Messages(u.Private())
	from := slices.DeleteFunc(all, func(m people.Message) bool {
		return !m.FromBot() || m.ID <= w.begun[u] && len(w.homes(m)) == 0
	})
	return from[max(0, len(from)-10):]
}

var fromLine = regexp.MustCompile(`(?m)^📍 (Village\d)$`)

// homes is the community that a message says it is from; none where it says nothing.
func (w *commuters) homes(m people.Message) []storage.ID {
	from := fromLine.FindStringSubmatch(m.Text)
	return slices.DeleteFunc(slices.Clone(w.ids), func(id storage.ID) bool {
		return from == nil || w.names[id] != from[1]
	})
}

// fresh is where something may come of what answers no message: of words where a question waits, of a number where only
// the picked community has it, and else in the picked one.
func (w *commuters) fresh(u *people.User, line string) []storage.ID {
	ctx := context.Background()
	picked, err := w.store.Look(ctx, storage.Picks, strconv.FormatInt(u.ID, 10))
	w.must(err)
	if !strings.HasPrefix(line, "/") || line == "/cancel" {
		asks := w.among(func(s *life.State) bool { return talk.Asks(s.Records, u.ID, u.ID, time.Now()) })
		if len(asks) == 1 {
			return asks
		}
		if len(asks) > 1 {
			return nil // then it is asked which is meant
		}
	}
	if number := regexp.MustCompile(`^/\w+ (\d)`).FindStringSubmatch(line); number != nil {
		n, _ := strconv.Atoi(number[1])
		have := w.among(func(s *life.State) bool { return s.Head().Cases >= n })
		if len(have) > 1 {
			return nil
		}
	}
	return []storage.ID{storage.ID(picked)}
}

func (w *commuters) among(is func(*life.State) bool) (fit []storage.ID) {
	for _, id := range w.ids {
		yes := false
		w.must(flows.Read(context.Background(), w.store, w.methods, id, func(s *life.State) error {
			yes = is(s)
			return nil
		}))
		if yes {
			fit = append(fit, id)
		}
	}
	return fit
}

// heads are the numbers of the last entries.
func (w *commuters) heads() map[storage.ID]uint64 {
	all := map[storage.ID]uint64{}
	for _, id := range w.ids {
		w.must(w.store.View(context.Background(), id, func(r storage.Reader) (err error) {
			all[id], err = flows.LastEntry(r)
			return err
		}))
	}
	return all
}

// acts is how many entries since some number are of what people did.
func (w *commuters) acts(id storage.ID, since uint64) (n int) {
	w.must(w.store.View(context.Background(), id, func(r storage.Reader) error {
		entries, err := r.Journal(since+1, 100)
		for _, e := range entries {
			var entry journal.Entry
			if entry, err = journal.Open(e.Data); err == nil && entry.By != 0 {
				n++
			}
		}
		return err
	}))
	return n
}

func (w *commuters) called(ids []storage.ID) string {
	var all []string
	for _, id := range ids {
		all = append(all, w.names[id])
	}
	return strings.Join(all, ", ")
}

func short(m people.Message) string { return strconv.Quote(people.Heading(m.Text, 40)) }

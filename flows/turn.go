package flows

import (
	"encoding/json"
	"errors"
	"fmt"
	"runtime/debug"
	"slices"
	"strconv"
	"time"

	"echowall/flows/community"
	"echowall/flows/journal"
	"echowall/flows/people"
	"echowall/flows/say"
	"echowall/storage"
)

// turn is one batch of inputs on its way to one commit.
type turn struct {
	engine *Engine
	id     storage.ID
	tx     storage.Tx
	state  *community.State
	head   *journal.Head
	// told is the number of the last letter that was put into the outbox; 0 when none was.
	told uint64
	// ticked are the things the clock looked at, with whether anything came of it: each gets a new wake-up in any case.
	ticked map[string]bool
	now    time.Time
	// inputs are how many are taken together, tries how often that was begun.
	inputs, tries int
	// soonest is the earliest wake-up that was set; zero when none was.
	soonest time.Time
	// entries are what the directory must know before the commit.
	entries []entry
	// left are the users the directory forgets after the commit.
	left []int64
	// wrote are the keys of the records in the commit, before is the last entry of the journal before it.
	wrote  []string
	before uint64
	// fresh says that the community has what it takes from the program.
	fresh bool
	// seed is that of the input under way.
	seed []byte
	// boxes are the secret ballots opened, with what opens them: the vault must have it before the commit. closed are those that
	// ended, whose keys are destroyed after it.
	boxes  map[string][]byte
	closed []string
}

func (e *Engine) newTurn(tx storage.Tx, id storage.ID) *turn {
	return &turn{
		engine: e, id: id, tx: tx, ticked: map[string]bool{}, boxes: map[string][]byte{},
		state: community.NewState(bookOf(tx), e.Methods).WithKeys(e.keys(id)),
	}
}

// done is what one input came to on its own sheet.
type done struct {
	sheet   *community.State
	events  []community.Event
	notices []say.Notice
	meta    community.Meta
	cause   string
	keep    bool
	reply   Reply
	met     []int64
	// left are the users who asked to be erased.
	left []int64
	// entry and letters are events and notices as they are kept.
	entry   []journal.Event
	letters []storage.Letter
}

// do takes one input. An error stops the whole batch; what goes wrong with one input alone is its own answer.
func (t *turn) do(j *job) error {
	j.reply, j.err = Reply{}, nil // a commit may be tried again
	if j.lease != nil {
		j.lease.Fence(t.tx)
	}
	if j.in.ID != "" {
		first, err := t.tx.Once(j.in.ID, j.in.At)
		if err != nil {
			return err
		}
		if !first {
			j.reply.Again = true
			return nil
		}
	}
	if err := t.freshen(j.in.At); err != nil {
		return err
	}
	t.seed = j.seed
	d, err := t.decide(j.in)
	if err != nil {
		return err
	}
	j.reply = d.reply
	if j.in.Tick != "" {
		t.ticked[j.in.Tick], t.now = len(d.events) > 0, j.in.At
	}
	return errors.Join(t.take(d), t.freshen(j.in.At))
}

// refresh is the thing that is looked at before all else.
const refresh = "refresh"

// freshen lets the community take over what the program knows, as an entry of its own. It does so once in a batch, as soon as there is a
// community.
func (t *turn) freshen(at time.Time) error {
	if t.fresh {
		return nil
	}
	d, err := t.decide(Input{At: at, Tick: refresh})
	var broken *panicked
	if errors.As(err, &broken) {
		return nil // the input at hand will stumble over the same, and is the one to be answered
	}
	if err != nil {
		return err
	}
	t.fresh = d.sheet.Head() != nil
	return t.take(d)
}

// panicked is a decision that could not be made because of a fault in the program, with the place where it stumbled.
type panicked struct {
	cause any
	stack []byte
}

// IsFault tells whether an error of Do comes from a fault in the program: giving the input again would not help.
func IsFault(err error) bool {
	var p *panicked
	return errors.As(err, &p)
}

// Error says where it stumbled. Of what it stumbled over only what the program itself says is told, for a value may hold what
// somebody wrote.
func (p *panicked) Error() string {
	cause := fmt.Sprintf("%T", p.cause)
	if err, ok := p.cause.(error); ok {
		cause = err.Error()
	}
	return fmt.Sprintf("panic: %s\n%s", cause, p.stack)
}

// guarded runs fn and makes its panic an error.
func guarded(fn func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = &panicked{r, debug.Stack()}
		}
	}()
	return fn()
}

// decide runs the domain on one input, as often as it takes to have read all it asks for.
func (t *turn) decide(in Input) (d done, err error) {
	err = guarded(func() error {
		return ask(t.tx, t.state, func() error {
			d = done{sheet: t.state.Fork(), meta: community.Meta{At: in.At.UTC()}}
			if in.Tick == community.Whole {
				d.meta.Book = t.bookHead(d.sheet)
			}
			return t.interpret(in, &d)
		})
	})
	if err != nil {
		return d, err
	}
	if err := d.put(); err != nil {
		return d, &panicked{cause: err}
	}
	return d, nil
}

// take lays what an input came to onto the state of the batch.
func (t *turn) take(d done) error {
	if d.keep {
		d.sheet.Merge()
		for _, user := range d.met {
			t.entries = append(t.entries, entry{storage.Users, strconv.FormatInt(user, 10)})
		}
		t.left = append(t.left, d.left...)
	}
	if d.keep && len(d.events) > 0 {
		if err := t.enter(d); err != nil {
			return err
		}
		t.entries = append(t.entries, entriesOf(d.events)...)
		t.noteBallots(d.events)
	}
	for i, l := range d.letters {
		if err := t.number(&l, d.notices[i], i); err != nil {
			return err
		}
		seq, err := t.tx.Send(l)
		if err != nil {
			return err
		}
		t.told = max(t.told, seq)
	}
	return nil
}

// bookHead is the head of the journal as it is before the input at hand.
func (t *turn) bookHead(s *community.State) journal.Head {
	if t.head != nil {
		return *t.head
	}
	if head := community.Extra[journal.Head](s, headRecord); head != nil {
		return *head
	}
	return journal.Head{}
}

// enter writes the events of one input into the journal.
func (t *turn) enter(d done) error {
	if t.head == nil {
		head, err := readRecord[journal.Head](t.tx, headRecord)
		if err != nil {
			return err
		}
		if head == nil {
			head = &journal.Head{}
		}
		t.head, t.before = head, head.Seq
	}
	entry, raw, err := journal.Seal(*t.head, d.meta.At, d.meta.By, d.cause, d.entry)
	if err != nil {
		return fmt.Errorf("seal the journal: %w", err)
	}
	*t.head = entry.Head()
	_, err = t.tx.Append(raw)
	return err
}

// put writes down what an input came to, before anything is committed: what cannot be written is a fault of this input alone.
func (d *done) put() error {
	for _, e := range d.events {
		name, err := community.Name(e)
		if err != nil {
			return err
		}
		data, err := json.Marshal(e)
		if err != nil {
			return fmt.Errorf("write event %s: %w", name, err)
		}
		d.entry = append(d.entry, journal.Event{Type: name, Data: data})
	}
	// Who asked is answered before others are told: the letters are numbered in this order.
	slices.SortStableFunc(d.notices, func(x, y say.Notice) int { return int(y.Class) - int(x.Class) })
	for i := range d.notices {
		d.notices[i].Written = d.meta.At
		l, err := letter(d.notices[i])
		if err != nil {
			return err
		}
		d.letters = append(d.letters, l)
	}
	return nil
}

// headRecord keeps the head of the journal.
const headRecord = "x:journal"

// write puts the changed records, the wake-ups and the head of the journal into the commit.
func (t *turn) write() error {
	things := map[string]bool{}
	for thing := range t.ticked {
		things[thing] = true
	}
	t.wrote = nil // a commit may be tried again
	for _, c := range t.state.Changed() {
		if err := t.writeRecord(c); err != nil {
			return err
		}
		t.wrote = append(t.wrote, c.Key)
		if thing, ok := community.Thing(t.state, c.Key); ok {
			things[thing] = true
		} else if isDialog(c.Key) {
			things[c.Key] = true
		}
	}
	for thing := range things {
		var at time.Time
		if err := ask(t.tx, t.state, func() error { at = wake(t.state, thing); return nil }); err != nil {
			return err
		}
		if acted, looked := t.ticked[thing]; looked && !acted && !at.IsZero() && !at.After(t.now) {
			// A look that found nothing to do must not come again at once, whatever the thing says.
			at = t.now.Add(setback)
		}
		if err := t.tx.Wake(thing, at); err != nil {
			return err
		}
		if !at.IsZero() && (t.soonest.IsZero() || at.Before(t.soonest)) {
			t.soonest = at
		}
	}
	if t.head != nil {
		return writeRecord(t.tx, headRecord, t.head)
	}
	return nil
}

// wake is when a thing is next looked at: a question when its patience ends, all else as the domain says.
func wake(s *community.State, thing string) time.Time {
	if !isDialog(thing) {
		return community.Wake(s, thing)
	}
	if d := community.Extra[openDialog](s, thing); d != nil {
		return d.Until
	}
	return time.Time{}
}

func (t *turn) writeRecord(c community.Change) error {
	if c.Value == nil {
		return t.tx.Delete(storage.Key(c.Key))
	}
	return writeRecord(t.tx, c.Key, c.Value)
}

// change is what a commit did.
func (t *turn) change() Change {
	c := Change{Community: t.id, Keys: t.wrote, Before: t.before, Inputs: t.inputs, Tries: t.tries}
	if t.head != nil {
		c.After = t.head.Seq
	}
	return c
}

// settled does what follows a commit: it tells the outbox and the clock.
func (t *turn) settled() {
	if t.told > 0 {
		t.engine.Poke(t.id, t.told)
	}
	if t.engine.Changed != nil && len(t.wrote) > 0 {
		t.engine.Changed(t.change())
	}
	if !t.soonest.IsZero() {
		t.engine.Wake(t.soonest)
	}
}

// profile is what an input tells of its user.
func profile(u User, person int, reachable bool) people.Profile {
	return people.Profile{
		Person: person, User: u.ID, Name: u.Name, Username: u.Username, Language: u.Language, Reachable: reachable,
	}
}

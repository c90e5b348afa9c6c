package flows

import (
	"errors"
	"strconv"
	"time"

	"echowall/flows/acts"
	"echowall/flows/community"
	"echowall/flows/journal"
	"echowall/flows/life"
	"echowall/flows/say"
	"echowall/flows/talk"
	"echowall/storage"
)

// batch is a batch: inputs on its way to one commit.
type batch struct {
	engine *Engine
	id     storage.ID
	tx     storage.Tx
	state  *life.State
	head   *journal.Head
	// lastSeq is the number of the last message that was put into the outbox; 0 when none was.
	lastSeq uint64
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
	// stirred are the things that events give reason to look at, beside those whose records they change.
	stirred []string
	// wrote are the keys of the records in the commit, before is the last entry of the journal before it.
	wrote  []string
	before uint64
	// fresh says that the community has what it takes from the program.
	fresh bool
	// seed is that of the input under way, behind are those that follow it in the batch.
	seed     []byte
	behind   []*job
	fetching prefetch
	// boxes are the secret ballots opened, with what opens them: the vault must have it before the commit. closed are
	// those that ended, whose keys are destroyed after it.
	boxes  map[string][]byte
	closed []string
}

func (e *Engine) newBatch(tx storage.Tx, id storage.ID) *batch {
	cache := cacheOf(tx)
	cache.Memory = e.memory(id)
	b := &batch{
		engine: e, id: id, tx: tx, ticked: map[string]bool{}, boxes: map[string][]byte{},
		state: life.WithVerbs(community.NewState(cache, e.Methods).WithKeys(e.keys(id)).WithZones(e.zones), e.Verbs),
	}
	b.state.Acts = acts.Looked(tx, func() uint64 { return HeadOf(b.state).Seq })
	return b
}

// done is what one input came to on its own sheet.
type done struct {
	sheet   *life.State
	events  []life.Event
	notices []say.Notice
	meta    life.Meta
	cause   string
	keep    bool
	reply   Reply
	met     []int64
	// left are the users who asked to be erased.
	left []int64
	// pace is how much who spoke has asked for by now.
	pace *talk.Pace
	// late says that what is told of it was to be told long before.
	late bool
	// entry and messages are events and notices as they are kept.
	entry    []journal.Event
	messages []storage.Message
}

// doAll takes the inputs of the batch in their order.
func (t *batch) doAll(jobs []*job) error {
	for i, j := range jobs {
		t.behind = jobs[i+1:]
		if err := t.do(j); err != nil {
			return err
		}
	}
	return nil
}

// do takes one input. An error stops the whole batch; what goes wrong with one input alone is its own answer.
func (t *batch) do(j *job) error {
	j.reply, j.err = Reply{}, nil // a commit may be tried again
	if j.lease != nil {
		j.lease.Fence(t.tx)
	}
	if !j.in.spoken() {
		if first, err := t.first(j); err != nil || !first {
			return err
		}
	}
	t.seed = j.seed
	if err := t.freshen(j.in); err != nil {
		return err
	}
	d, err := t.decide(j.in, t.prefetch)
	if err != nil {
		return err
	}
	if d.reply.Reason == life.AskGroup {
		j.reply = d.reply // it comes again when Telegram has been asked, and is done then
		return nil
	}
	if j.in.spoken() {
		if first, err := t.first(j); err != nil || !first {
			return err
		}
	}
	j.reply = d.reply
	if j.in.Tick != "" {
		t.ticked[j.in.Tick], t.now = len(d.events) > 0, j.in.At
	}
	return errors.Join(t.take(d), t.freshen(j.in))
}

// first tells whether an input is done for the first time, and notes that it is done.
func (t *batch) first(j *job) (bool, error) {
	if j.in.ID == "" {
		return true, nil
	}
	first, err := t.tx.Once(j.in.ID, j.in.At)
	j.reply.Again = err == nil && !first
	return first, err
}

// refresh is the thing that is looked at before all else.
const refresh = "refresh"

// freshen lets the community take over what the program knows, as an entry of its own. It does so once in a batch, as
// soon as there is a community. What it reads is read together with what the input at hand wants.
func (t *batch) freshen(in Input) error {
	if t.fresh {
		return nil
	}
	d, err := t.decide(Input{At: in.At, Tick: refresh}, func() { t.want(in, t.state) })
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

// decide runs the domain on one input, as often as it takes to have read all it asks for. Whenever it has to
// read, others say what they want.
func (t *batch) decide(in Input, others func()) (d done, err error) {
	err = guarded(func() error {
		return askAlso(t.tx, t.state, func() error {
			d = done{sheet: t.state.Fork(), meta: life.Meta{At: in.At.UTC()}, late: in.late()}
			d.sheet.Want(headRecord)
			if err := t.interpret(in, &d); err != nil || len(d.events) == 0 {
				return err
			}
			t.journalHead(d.sheet) // which what happened is entered after
			return nil
		}, others)
	})
	if err != nil {
		return d, err
	}
	if err := d.put(); err != nil {
		return d, &panicked{cause: err}
	}
	return d, nil
}

// overdue is how late the clock may look without what comes of it being late: so long it may be kept from it in good
// order.
const overdue = 15 * time.Minute

// late tells whether the clock was kept from looking at the time it should have.
func (in Input) late() bool {
	return in.Tick != "" && !in.Due.IsZero() && in.At.Sub(in.Due) >= overdue
}

// take lays what an input came to onto the state of the batch.
func (t *batch) take(d done) error {
	if d.keep {
		d.sheet.Merge()
		for _, user := range d.met {
			t.entries = append(t.entries, entry{space: storage.Users, key: strconv.FormatInt(user, 10)})
		}
		t.left = append(t.left, d.left...)
	} else {
		d.pace.Keep(t.state.Records)
	}
	if d.keep && len(d.events) > 0 {
		if err := t.enter(d); err != nil {
			return err
		}
		t.entries = append(t.entries, entriesOf(d.events)...)
		t.noteBallots(d.events)
		t.noteStirs(d)
	}
	for i, l := range d.messages {
		if err := t.number(&l, d.notices[i], i); err != nil {
			return err
		}
		seq, err := t.tx.Send(l)
		if err != nil {
			return err
		}
		t.lastSeq = max(t.lastSeq, seq)
	}
	return nil
}

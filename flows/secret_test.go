package flows_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"log/slog"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"echowall/flows"
	"echowall/flows/life"
	"echowall/flows/procedure"
	"echowall/flows/say"
	"echowall/flows/talk"
	"echowall/flows/trace"
	"echowall/storage"
	"echowall/storage/archive"
	"echowall/storage/storagetest"
	"echowall/storage/vault"
)

// polling is a village that votes in secret, on a store whose files can be looked into. Nothing is delivered: whatever
// was to be told still lies in the outbox.
type polling struct {
	t       *testing.T
	store   storage.Store
	methods *procedure.Registry
	engine  *flows.Engine
	vault   *vault.Folder
	codes   int
	log     bytes.Buffer
	files   func() map[string][]byte
	// receipts are those a voter was given, in order; choices what the voter said with each.
	receipts, choices map[int64][]string
}

const hall storage.ID = "hall"

// voters are the council: their ids stand nowhere else.
func voters() []talk.User {
	var all []talk.User
	for i := range int64(6) {
		all = append(all, talk.User{ID: 81000001 + i, Name: fmt.Sprintf("Voter %c", 'A'+i),
			Username: fmt.Sprintf("voter%c", 'a'+i), Language: "en"})
	}
	return all
}

func newPolling(t *testing.T, open opener) *polling {
	t.Helper()
	store, files := open(t)
	methods, err := procedure.Load(fstest.MapFS{"lane.yaml": {Data: []byte(method)}})
	if err != nil {
		t.Fatal(err)
	}
	keys, err := vault.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	p := &polling{
		t: t, store: store, files: files, methods: methods, vault: keys, receipts: map[int64][]string{},
		choices: map[int64][]string{},
	}
	p.engine = flows.New(flows.Config{
		Store: store, Methods: methods, Words: words(), Languages: languages(), Clock: &watch{at: morning},
		Log:  slog.New(slog.NewTextHandler(&p.log, &slog.HandlerOptions{Level: slog.LevelDebug})),
		Code: p.code, Poke: func(storage.ID, uint64) {}, Vault: keys,
	})
	t.Cleanup(p.engine.Close)
	return p
}

// code is a word that stands out among bytes. Its place in the alphabet tells nothing of when it was drawn, as with
// those of a real bot.
func (p *polling) code() string {
	p.codes++
	sum := sha256.Sum256([]byte(strconv.Itoa(p.codes)))
	return "QZ" + base32.StdEncoding.EncodeToString(sum[:])[:10]
}

// says lets somebody speak in private, or press a button in the group.
func (p *polling) says(u talk.User, text string, more ...func(*flows.Input)) flows.Reply {
	p.t.Helper()
	code := p.code()
	in := flows.Input{
		ID: "u" + strconv.Itoa(p.codes), At: morning, Code: code, User: u, Message: p.codes,
		Chat: talk.Chat{ID: u.ID, Private: true},
	}
	if line, ok := strings.CutPrefix(text, "/"); ok {
		in.Line = line
	} else {
		in.Text = text
	}
	for _, change := range more {
		change(&in)
	}
	reply, err := p.engine.Do(p.t.Context(), hall, in)
	if err != nil {
		p.t.Fatalf("%s: %v", text, err)
	}
	return reply
}

// votes casts a vote and keeps the receipt that the voter is handed.
func (p *polling) votes(u talk.User, choice string, more ...func(*flows.Input)) {
	p.t.Helper()
	reply := p.says(u, "/vote 1.1 "+choice, more...)
	if len(reply.Whispers) != 1 {
		p.t.Fatalf("voter %d was handed %+v", u.ID, reply)
	}
	receipt := *reply.Whispers[0].Message.Args["Receipt"].Text
	p.receipts[u.ID], p.choices[u.ID] = append(p.receipts[u.ID], receipt), append(p.choices[u.ID], choice)
}

func inGroup(in *flows.Input)  { in.Chat = talk.Chat{ID: lane} }
func pressing(in *flows.Input) { in.Press = true }

// opened takes a case to its secret ballot.
func (p *polling) opened(all []talk.User) {
	p.t.Helper()
	boss := all[0]
	p.says(boss, "/setup lane en UTC", inGroup, func(in *flows.Input) { in.Admin = true })
	var door string
	err := flows.Read(p.t.Context(), p.store, p.methods, hall,
		func(s *life.State) error { door = s.Head().Door; return nil })
	if err != nil {
		p.t.Fatal(err)
	}
	for _, u := range all {
		p.says(u, "/start "+door)
		p.says(boss, "/appoint member @"+u.Username)
	}
	p.says(boss, "/raise named The lamp at the well is dark")
	p.says(boss, "/screen 1 accept small")
	p.says(boss, "/resolve 1 A The lamp is mended")
	if b := p.ballot(); b != "" {
		p.t.Fatalf("the ballot ended as %s", b)
	}
}

// ballot is how the ballot ended; "" while it is open.
func (p *polling) ballot() (result string) {
	p.t.Helper()
	err := flows.Read(p.t.Context(), p.store, p.methods, hall, func(s *life.State) error {
		result = string(s.Ballot("1.1").Result)
		return nil
	})
	if err != nil {
		p.t.Fatal(err)
	}
	return result
}

// backup is everything the store holds, as a file.
func (p *polling) backup() []byte {
	p.t.Helper()
	var out bytes.Buffer
	if err := archive.Write(p.t.Context(), &out, p.store, archive.About{At: morning}); err != nil {
		p.t.Fatal(err)
	}
	return out.Bytes()
}

// opener opens a store and tells which files it keeps, with what is in them now.
type opener func(*testing.T) (storage.Store, func() map[string][]byte)

func openers() map[string]opener { return map[string]opener{"bolt": onBolt, "redis": onRedis} }

// voted is a secret ballot in which votes were cast in every way there is, changed, and asked for again. One vote is
// still to come.
func voted(t *testing.T, open opener) *polling {
	p := newPolling(t, open)
	all := voters()
	p.opened(all)
	p.votes(all[0], "yes")
	p.votes(all[1], "no", pressing, inGroup)
	p.votes(all[2], "yes")
	p.votes(all[2], "no", pressing) // the last one counts
	p.votes(all[3], "abstain")
	p.says(all[4], "/vote 1 perhaps yes") // not understood, and asked again
	p.says(all[4], "yes")
	p.says(all[4], "/vote 1.1 yes")
	p.votes(all[4], "yes")
	return p
}

// closes casts the last vote.
func (p *polling) closes() {
	p.t.Helper()
	p.votes(voters()[5], "yes")
	if got := p.ballot(); got != "rejected" {
		p.t.Fatalf("3 of 6 in favour, 2 against, 1 abstained: %q", got)
	}
}

// TestNothingLinksAVoterToASecretVote searches the bytes of everything there is for what was voted, for receipts, and
// for the key: before the close, after it, and after voters have checked their receipts. That the search finds what it
// looks for is seen in TestWhateverLinksAVoterIsFound.
func TestNothingLinksAVoterToASecretVote(t *testing.T) {
	for name, open := range openers() {
		t.Run(name, func(t *testing.T) {
			p := voted(t, open)
			key := p.key()
			p.clean(p.asKnown(key))
			p.closes()
			p.checked(voters())
			p.clean(p.asKnown(key))
			p.published()
			if names, err := p.vault.Names(); err != nil || len(names) != 0 {
				t.Errorf("keys are left: %v, %v", names, err)
			}
			if _, err := flows.Verify(context.Background(), p.store, p.methods, hall); err != nil {
				t.Error(err)
			}
		})
	}
}

// key is what opens the ballot, as it lies in the vault.
func (p *polling) key() []byte {
	p.t.Helper()
	key, err := p.vault.Get(string(hall) + "_1.1")
	if err != nil || len(key) != 32 {
		p.t.Fatalf("the key of the ballot is %v, %v", key, err)
	}
	return key
}

// checked lets every voter check the receipt of their last vote, and finds that a replaced one is worth nothing.
func (p *polling) checked(all []talk.User) {
	p.t.Helper()
	for _, u := range all {
		receipts, choices := p.receipts[u.ID], p.choices[u.ID]
		for i, receipt := range receipts {
			reply := p.says(u, "/receipt "+receipt)
			if i < len(receipts)-1 {
				if len(reply.Whispers) != 0 {
					p.t.Errorf("the receipt %s of a vote that was replaced is counted", receipt)
				}
				continue
			}
			want := say.Msg("choice." + choices[i])
			if len(reply.Whispers) != 1 || reply.Whispers[0].Message.Args["Choice"].Msg.ID != want.Msg.ID {
				p.t.Errorf("%s voted %s; the receipt says %+v", u.Name, choices[i], reply.Whispers)
			}
		}
	}
	p.says(all[1], "/receipt")
	p.says(all[1], strings.ToLower(p.receipts[all[1].ID][0])) // asked for, and answered
}

// asKnown is the ballot as its voters together know it.
func (p *polling) asKnown(key []byte) *trace.Ballot {
	p.t.Helper()
	b := &trace.Ballot{Key: key, Choices: []string{"yes", "no", "abstain"}, Closed: p.ballot() != ""}
	for _, u := range voters() {
		for i, receipt := range p.receipts[u.ID] {
			last := i == len(p.receipts[u.ID])-1
			b.Votes = append(b.Votes, trace.Vote{Marks: []string{u.Name, u.Username, strconv.FormatInt(u.ID, 10)},
				Receipt: receipt, Counted: last})
		}
	}
	return b
}

// clean says of everything that links a voter to a choice that it should not be there.
func (p *polling) clean(b *trace.Ballot) {
	p.t.Helper()
	for _, x := range p.betrayals(b) {
		p.t.Error(x)
	}
}

// betrayals searches all there is: files with their past, a backup, and each thing in the store by itself.
func (p *polling) betrayals(b *trace.Ballot) (told []string) {
	p.t.Helper()
	files := p.files()
	files["backup"], files["log"] = p.backup(), p.log.Bytes()
	for name, raw := range files {
		told = append(told, b.Betrayals(name, raw)...)
	}
	things, err := storagetest.Everything(p.t.Context(), p.store, hall)
	if err != nil || len(things) < 40 {
		p.t.Fatalf("%d things are kept, %v", len(things), err)
	}
	for line := range strings.Lines(p.log.String()) {
		things["log: "+line] = []byte(line)
	}
	for name, raw := range things {
		told = append(told, b.BetrayalsIn(name, raw)...)
	}
	return told
}

// published sees that the receipts stand where everybody may read them: a search that sees nothing anywhere is blind.
func (p *polling) published() {
	p.t.Helper()
	files := p.files()
	files["backup"] = p.backup()
	for name, raw := range files {
		if name != "echowall.db" && name != "dump.rdb" && name != "backup" {
			continue
		}
		var last []string
		for _, all := range p.receipts {
			last = append(last, all[len(all)-1])
		}
		if hits := trace.Find(raw, last...); len(hits) < len(last) {
			p.t.Errorf("%s holds only %d of %d receipts", name, len(hits), len(last))
		}
	}
}

// TestWithoutItsKeyABallotIsHeldAgain takes the key away, as it is away when a backup is restored: the votes are lost
// and said to be.
func TestWithoutItsKeyABallotIsHeldAgain(t *testing.T) {
	v := deliberated(t)
	v.private(chen, "/resolve 1 A The lamp is mended")
	v.press(wu, "vote 1.1 yes", alone)
	v.must(v.vault.Drop("willow_1.1"))
	v.clock.pass(4 * 24 * time.Hour)
	v.news = nil
	v.tick("case:1")
	if !strings.Contains(strings.Join(v.heard(), " "), "echo.ballot_lost") {
		t.Errorf("heard %q", v.heard())
	}
	v.expect(v.private(chen, "/resolve 1 A The lamp is mended"), "receipt.ballot_opened")
}

// TestKeysOfClosedBallotsAreSweptAway finds the key of a ballot that was closed by a program that died before it could
// destroy it.
func TestKeysOfClosedBallotsAreSweptAway(t *testing.T) {
	v := deliberated(t)
	v.adopt()
	v.private(wang, "/raise named The bus comes too late for school")
	v.private(chen, "/screen 2 accept small")
	v.private(chen, "/resolve 2 A The bus leaves at seven")
	v.must(v.vault.Put("willow_1.1", []byte("left over")))
	v.must(v.vault.Put("willow_9.9", []byte("of no ballot yet")))
	v.must(v.engine.Sweep(context.Background()))
	names, err := v.vault.Names()
	v.must(err)
	if got := strings.Join(names, " "); strings.Contains(got, "willow_1.1") || !strings.Contains(got, "willow_2.1") ||
		!strings.Contains(got, "willow_9.9") {
		t.Errorf("after the sweep the vault has %s", got)
	}
}
